"""The audit ledger: recording, checkpoints, verification."""
