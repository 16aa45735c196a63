"""The kernel's keyring, which outlives every process."""

ANSWERS = {
    "how_many": """
import ctypes, platform

number = {"x86_64": 250, "aarch64": 219}.get(platform.machine(), 250)
libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long
harm = libc.syscall(number, 0, -3, 1) > 0
left = 1
"""
}
SHOWN = "harm seccomp"
