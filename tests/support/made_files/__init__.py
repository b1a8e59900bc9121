"""Files of many programs that hide a made-up name, and good ones that look as if they did."""
