"""A peer which speaks the protocol badly costs itself its session, and the examiner nothing."""

from __future__ import annotations

import builtins
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from autograder.sandbox.channel import Channel
from autograder.sandbox.encoding import encode
from autograder.sandbox.errors import ProtocolError, RemoteError, SandboxLost, TimedOut
from autograder.sandbox.handles import Remote
from autograder.sandbox.session import Session
from autograder.sandbox.wire import MAX_BYTES, Reference, Value


def frame(message: object) -> bytes:
    payload = encode(message, lambda value, unfit: Reference(True, 1, "thing"))
    return struct.pack(">I", len(payload)) + payload


class Peer:
    """The other end of a session, under the test's control."""

    def __init__(self, seconds: float = 5.0) -> None:
        ours, self.socket = socket.socketpair()
        self.interrupts = 0
        self.ended = 0
        self.session = Session(
            Channel(ours), interrupt=self.interrupt, end=self.end, seconds=seconds
        )

    def interrupt(self) -> None:
        self.interrupts += 1

    def end(self) -> str:
        self.ended += 1
        return ""


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.session.close()
    peer.socket.close()


def handle(session: Session) -> Remote:
    return Remote(session, 1, "thing")


BAD_REPLIES = {
    "no message": frame([1, 2]),
    "an empty tuple": frame(()),
    "a handle for a message": frame(object()),
    "a handle for a kind": frame((Value(object()), 1)),
    "a list for a tuple": frame(["done", 1]),
    "an unknown kind": frame(("gone", 1)),
    "done twice": frame(("done", 1, 2)),
    "a failure without bases": frame(("fail", "ValueError", None, "", "")),
    "a failure with a handle": frame(("fail", "ValueError", (object(),), "", "")),
    "a failure with many bases": frame(("fail", "E", ("E",) * 200, "", "")),
    "a frame without end": struct.pack(">I", MAX_BYTES * 2),
    "garbage": b"\x00\x00\x00\x05hello",
    "an order": frame(("ask", "run_cell", ("1", False))),
    "a call of nothing": frame(("ask", "call", (99, (), ()))),
    "a call of a bool": frame(("ask", "call", (True, (), ()))),
    "a call with odd names": frame(("ask", "call", (1, (), ((1, 2),)))),
    "a question to the questioner": frame(("ask", "call", ())),
}


@pytest.mark.parametrize("name", BAD_REPLIES)
def test_a_bad_reply_ends_the_session_with_a_protocol_error(name: str, peer: Peer) -> None:
    peer.socket.sendall(BAD_REPLIES[name])
    with pytest.raises(ProtocolError):
        peer.session.ask("names")
    assert peer.ended == 1
    with pytest.raises(SandboxLost):
        peer.session.ask("names")


def test_a_peer_that_hangs_up_is_lost(peer: Peer) -> None:
    peer.socket.close()
    with pytest.raises(SandboxLost):
        peer.session.ask("names")


def test_a_peer_that_hangs_up_within_a_frame_is_lost(peer: Peer) -> None:
    peer.socket.sendall(frame(("done", "a long answer"))[:9])
    peer.socket.close()
    with pytest.raises(SandboxLost):
        peer.session.ask("names")


def test_a_silent_peer_is_interrupted_and_then_ended() -> None:
    peer = Peer(seconds=0.2)
    with pytest.raises(TimedOut) as caught, peer.socket:
        peer.session.ask("names")
    assert caught.value.lost
    assert (peer.interrupts, peer.ended) == (1, 1)


def test_a_peer_that_trickles_does_not_gain_time() -> None:
    peer = Peer(seconds=0.3)
    stop = threading.Event()

    def trickle() -> None:
        peer.socket.sendall(struct.pack(">I", 10_000))
        while not stop.wait(0.01):
            try:
                peer.socket.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=trickle)
    thread.start()
    started = time.monotonic()
    with pytest.raises(TimedOut):
        peer.session.ask("names")
    assert time.monotonic() - started < 30
    stop.set()
    thread.join()
    peer.socket.close()


def test_a_peer_that_does_not_read_times_out() -> None:
    peer = Peer(seconds=0.3)
    with pytest.raises(TimedOut):
        peer.session.ask("run_cell", "x" * 10_000_000, False)
    peer.socket.close()


def test_descriptors_that_come_uninvited_are_not_kept(peer: Peer) -> None:
    socket.send_fds(peer.socket, [frame(("done", 1))], [peer.socket.fileno()])
    assert peer.session.ask("names") == 1
    assert peer.session._channel.descriptors == []


ODD_DATA: list[tuple[str, Callable[[Remote], object], object]] = [
    ("bool", bool, 1),
    ("len", len, True),
    ("len", len, -1),
    ("int", int, 2.5),
    ("float", float, 1),
    ("index", lambda x: [0][x], "0"),
    ("repr", repr, None),
    ("str", str, b"x"),
    ("contains", lambda x: 1 in x, "yes"),
    ("dir", dir, None),
]


@pytest.mark.parametrize(("name", "use", "answer"), ODD_DATA, ids=range(len(ODD_DATA)))
def test_a_conversion_that_gives_the_wrong_type_is_an_error(
    name: str, use: Callable[[Remote], object], answer: object, peer: Peer
) -> None:
    peer.socket.sendall(frame(("done", answer)))
    with pytest.raises((ProtocolError, ValueError)):
        use(handle(peer.session))


def test_an_exit_in_the_sandbox_is_an_ordinary_error_here(peer: Peer) -> None:
    for name in ("SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseExceptionGroup"):
        peer.socket.sendall(frame(("fail", name, (name, "BaseException"), "bye", "")))
        with pytest.raises(RemoteError) as caught:
            peer.session.ask("names")
        assert isinstance(caught.value, Exception)
        assert not isinstance(caught.value, (SystemExit, KeyboardInterrupt))
        assert caught.value.remote_type == name


@pytest.mark.parametrize("name", ["a b", "x\0y", "\udcff", "", "ä", "x" * 5000, "None"])
def test_the_name_of_an_error_cannot_break_the_examiner(name: str, peer: Peer) -> None:
    peer.socket.sendall(frame(("fail", name, (), "text", "")))
    with pytest.raises(RemoteError, match="text"):
        peer.session.ask("names")


BUILTIN_ERRORS = [
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
]


@pytest.mark.parametrize("name", BUILTIN_ERRORS)
def test_every_builtin_exception_can_be_mapped(name: str, peer: Peer) -> None:
    kind = getattr(builtins, name)
    bases = tuple(base.__name__ for base in kind.__mro__)
    peer.socket.sendall(frame(("fail", name, bases, "text", "")))
    with pytest.raises(RemoteError) as caught:
        peer.session.ask("names")
    assert str(caught.value) == "text"


def test_a_flood_of_callbacks_ends_with_the_deadline() -> None:
    peer = Peer(seconds=0.3)
    calls = []
    stop = threading.Event()
    peer.session.callbacks[1] = lambda: calls.append(1)

    def flood() -> None:
        peer.socket.settimeout(0.1)
        while not stop.is_set():
            try:
                peer.socket.sendall(frame(("ask", "call", (1, (), ()))))
                peer.socket.recv(1 << 16)
            except TimeoutError:
                continue
            except OSError:
                return

    thread = threading.Thread(target=flood)
    thread.start()
    with pytest.raises(TimedOut):
        peer.session.ask("names")
    stop.set()
    thread.join()
    peer.socket.close()
    assert calls
