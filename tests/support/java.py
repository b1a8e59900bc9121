"""Java for programs that run a few seconds: compiled in a hurry, cleaned up by one thread.

It takes half the processor time. What is compiled in a hurry needs more stack.
"""

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
