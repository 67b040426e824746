"""Length-prefixed frames over a Unix stream socket, each wait with a deadline.

A frame is four bytes of length (big-endian) and that many bytes. A reader allocates as the bytes
come, never by what the length promises. A file descriptor can travel with a frame: that is how a
new process is given its own socket, also into another namespace.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import ProtocolError, SandboxLost
from .wire import MAX_BYTES

_CHUNK = 1 << 18
_LENGTH = struct.Struct(">I")


class Channel:
    """One end of a socket pair.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket, which the channel owns.
    takes_descriptors : bool
        Keep the file descriptors that come with frames. The examiner never does: those which a
        peer sends uninvited are closed by the kernel.
    """

    def __init__(self, sock: socket.socket, *, takes_descriptors: bool = False) -> None:
        self._socket = sock
        self._socket.setblocking(False)
        self._takes_descriptors = takes_descriptors
        self._received = bytearray()
        self.descriptors: list[int] = []

    def fileno(self) -> int:
        """Return the socket's file descriptor."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the socket; the other side sees the end of the stream."""
        self._socket.close()

    @contextmanager
    def closed_on_error(self) -> Iterator[None]:
        """Close the channel if the block does not come to its end."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def send(
        self, *frames: bytes, until: float | None = None, descriptor: int | None = None
    ) -> None:
        """Send frames, with a file descriptor if one is given.

        Parameters
        ----------
        frames : bytes
            Each at most `MAX_BYTES`.
        until : float, optional
            The `time.monotonic` at which to give up.
        descriptor : int, optional
            An open file that the other side shall have too.

        Raises
        ------
        TimeoutError
            If the other side does not read. The stream then is of no more use.
        SandboxLost
            If the other side is gone.
        """
        rest = memoryview(b"".join(_LENGTH.pack(len(frame)) + frame for frame in frames))
        full = False
        while rest:
            if full:  # hardly ever: so it is tried first
                self._wait(select.POLLOUT, until)
            full = False
            try:
                if descriptor is not None:
                    sent = socket.send_fds(self._socket, [rest[:_CHUNK]], [descriptor])
                    descriptor = None
                else:
                    sent = self._socket.send(rest[:_CHUNK])
            except BlockingIOError:
                full = True
                continue
            except OSError as error:
                raise SandboxLost(f"the sandbox's process is gone ({error.strerror})") from None
            rest = rest[sent:]

    def receive(self, until: float | None = None) -> bytearray:
        """Return the next frame.

        A frame of which only a part came before the deadline stays in the buffer: the next
        `receive` goes on with it.

        Raises
        ------
        TimeoutError
            If the frame is not complete in time.
        ProtocolError
            If it is announced to be too long.
        SandboxLost
            If the other side is gone.
        """
        while True:
            if len(self._received) >= 4:
                (size,) = _LENGTH.unpack_from(self._received)
                if size > MAX_BYTES + 1024:
                    raise ProtocolError(f"a frame of {size} bytes; at most {MAX_BYTES} are allowed")
                if len(self._received) >= 4 + size:
                    frame = self._received[4 : 4 + size]
                    del self._received[: 4 + size]
                    return frame
            self._wait(select.POLLIN, until)
            self._read()

    def _read(self) -> None:
        try:
            if self._takes_descriptors:
                chunk, descriptors, _, _ = socket.recv_fds(self._socket, _CHUNK, 4)
                for descriptor in descriptors:
                    os.set_inheritable(descriptor, False)  # a background program must not hold it
                self.descriptors += descriptors
            else:
                chunk = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            raise SandboxLost(f"the sandbox's process is gone ({error.strerror})") from None
        if not chunk:
            raise SandboxLost("the sandbox's process is gone")
        self._received += chunk

    def _wait(self, event: int, until: float | None) -> None:
        if self._socket.fileno() < 0:
            raise SandboxLost("the sandbox is closed")
        remaining = None if until is None else until - time.monotonic()
        if remaining is not None and remaining <= 0:
            raise TimeoutError
        poll = select.poll()
        poll.register(self._socket, event)
        if not poll.poll(None if remaining is None else remaining * 1000 + 1):
            raise TimeoutError


def pair() -> tuple[Channel, socket.socket]:
    """Make a channel for us, and the socket at its other end for a new process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    return Channel(ours), theirs
