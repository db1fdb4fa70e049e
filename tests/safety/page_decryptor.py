"""Reads every page of an encrypted book without the program and without SQLCipher: OpenSSL and the standard library.

The format of SQLCipher 4: pages of 4096 bytes, each ending in 80 bytes of its own: an initial vector of 16 and an
HMAC-SHA512 of 64 over the rest and the number of the page. The first 16 bytes of the file are the salt, in the place of
SQLite's heading. What is unused, deleted or free stands in the pages as well, so that a word that is in none of them is
nowhere in the file.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16


def decrypted_pages(book: Path, key: bytes) -> Iterator[bytes]:
    """Yield the contents of every page of a book, its HMAC checked; `key` is the raw key of 32 bytes."""
    data = book.read_bytes()
    assert len(data) % PAGE == 0
    salt = data[:SALT]
    sealing = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ 0x3A for one in salt), 2, 32)
    for number in range(len(data) // PAGE):
        page = data[number * PAGE : (number + 1) * PAGE]
        start = SALT if number == 0 else 0
        sealed = page[start : PAGE - RESERVE + IV]
        expected = hmac.new(sealing, sealed + (number + 1).to_bytes(4, "little"), hashlib.sha512).digest()
        assert hmac.compare_digest(expected, page[PAGE - RESERVE + IV : PAGE - RESERVE + IV + 64]), number
        yield _decrypted(sealed[:-IV], key, sealed[-IV:])


def whole_text(book: Path, key: bytes) -> bytes:
    """Return what all pages hold, one behind the other."""
    return b"".join(decrypted_pages(book, key))


def _decrypted(cipher: bytes, key: bytes, vector: bytes) -> bytes:
    crypto = _openssl()
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    plain, length = ctypes.create_string_buffer(len(cipher) + 32), ctypes.c_int(0)
    try:
        kind = ctypes.c_void_p(crypto.EVP_aes_256_cbc())
        assert crypto.EVP_DecryptInit_ex(context, kind, None, key, vector) == 1
        assert crypto.EVP_CIPHER_CTX_set_padding(context, 0) == 1
        assert crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(length), cipher, len(cipher)) == 1
    finally:
        crypto.EVP_CIPHER_CTX_free(context)
    return plain.raw[: length.value]


def _openssl() -> ctypes.CDLL:
    name = ctypes.util.find_library("crypto")
    if name is None:
        pytest.skip("needs OpenSSL on this computer")
    crypto = ctypes.CDLL(name)
    for function in ("EVP_CIPHER_CTX_new", "EVP_aes_256_cbc"):
        getattr(crypto, function).restype = ctypes.c_void_p
    return crypto
