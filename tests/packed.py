"""Reading packed numbers, another way than the page does."""

import base64


def unpacked(text: str) -> list[int]:
    """Read packed numbers one byte at a time."""
    numbers, value, shift = [], 0, 0
    for octet in base64.b64decode(text):
        value |= (octet & 127) << shift
        shift += 7
        if octet < 128:
            numbers.append((value >> 1) ^ -(value & 1))
            value = shift = 0
    return numbers
