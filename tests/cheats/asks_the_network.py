"""Answers fetched from a server."""

ANSWERS = {
    "how_many": """
import socket

with socket.create_connection(("127.0.0.1", @PORT@), 1) as server:
    exec(server.recv(1000).decode())
"""
}
SHOWN = "walls network"
