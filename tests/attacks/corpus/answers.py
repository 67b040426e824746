"""The answer lies: objects that agree with everything, and shapes of which everything is true."""

from __future__ import annotations

from .attack import Attack

LIAR = """
class Liar:
    shape, dtype, size, ndim = (2, 3), np.dtype(float), 6, 2
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return self
    def __call__(self, *a, **k): return self
    def __getitem__(self, i): return self
    def __array__(self, *a, **k): return np.ones((2, 3)) / 3
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __float__(self): return 1.0
    def __hash__(self): return 0
    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __truediv__ = __call__
"""
GIVES = "def softmax(z, axis=-1):\n    return "

ATTACKS = (
    Attack("lying-object", "an object that equals anything", LIAR + GIVES + "Liar()"),
    Attack(
        "lying-callable", "the answer itself is an object that equals anything",
        LIAR + "softmax = Liar()",
    ),
    Attack(
        "lying-subclass", "an ndarray whose comparisons are true",
        "class Yes(np.ndarray):\n    def __eq__(self, o): return np.ones(self.shape, bool)\n"
        "    def __sub__(self, o): return np.zeros(self.shape)\n"
        "    __rsub__ = __sub__\n" + GIVES + "np.zeros(np.shape(z)).view(Yes)",
    ),
    Attack(
        "lying-array-function", "__array_function__ answers np.allclose and np.testing for itself",
        "class Yes:\n    def __array_function__(self, f, types, args, kwargs): return True\n"
        "    def __array_ufunc__(self, u, method, *args, **k): return np.array(True)\n"
        "    def __array__(self, *a, **k): return np.array(True)\n"
        "    shape = (2, 3)\n" + GIVES + "Yes()",
    ),
    Attack(
        "lying-array-priority", "arithmetic with anything gives zeros, by __array_priority__",
        "class Zero:\n    __array_priority__ = 1e9\n    __array_ufunc__ = None\n"
        "    shape = (2, 3)\n    ndim = 2\n"
        "    def __sub__(self, o): return 0.0\n    def __rsub__(self, o): return 0.0\n"
        "    def __eq__(self, o): return True\n    __hash__ = None\n"
        "    def sum(self, **k): return np.ones(2)\n" + GIVES + "Zero()",
    ),
    Attack(
        "lying-array-interface", "an array interface that shows other memory each time",
        "class Window:\n    @property\n    def __array_interface__(self):\n"
        "        import gc\n"
        "        last = [o for o in gc.get_objects() if type(o) is np.ndarray]\n"
        "        a = last[-1] if last else np.zeros((2, 3))\n"
        "        return a.__array_interface__\n" + GIVES + "Window()",
    ),
    Attack(
        "lying-numbers", "a float subclass that equals anything",
        "class Yes(float):\n    def __eq__(self, o): return True\n"
        "    __hash__ = float.__hash__\n    def __sub__(self, o): return 0.0\n"
        "    __rsub__ = __sub__\n    def __abs__(self): return 0.0\n"
        + GIVES + "[[Yes() for _ in range(3)] for _ in range(2)]",
    ),
    Attack(
        "lying-list", "a list subclass that equals anything, and an array of such objects",
        "class Yes(list):\n    def __eq__(self, o): return True\n    __hash__ = None\n"
        + GIVES + "Yes(np.zeros_like(z).tolist())",
    ),
    Attack(
        "object-array", "an array of objects that equal anything",
        "class Yes:\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n"
        "    def __rsub__(self, o): return 0.0\n    def __hash__(self): return 0\n"
        "    def __abs__(self): return 0.0\n    def __float__(self): return 0.0\n"
        + GIVES + "np.full(np.shape(z), Yes(), dtype=object)",
    ),
    Attack(
        "structured-array", "a structured and a void type, which compare by their own rules",
        GIVES + "np.zeros(np.shape(z), dtype=[('a', 'V0')])",
    ),
    Attack(
        "lying-class", "__class__ says ndarray",
        "class Fake:\n    __class__ = np.ndarray\n    shape = (2, 3)\n"
        "    dtype = np.dtype(float)\n    def __eq__(self, o): return True\n" + GIVES + "Fake()",
    ),
    Attack(
        "lying-metaclass", "isinstance and == are answered by a metaclass",
        "class Meta(type):\n    def __instancecheck__(cls, o): return True\n"
        "    def __eq__(cls, o): return True\n    __hash__ = type.__hash__\n"
        "class Yes(metaclass=Meta):\n    def __eq__(self, o): return True\n"
        "    def __hash__(self): return 0\n" + GIVES + "Yes()",
    ),
    Attack(
        "mock", "a MagicMock answers everything",
        "from unittest.mock import MagicMock\nsoftmax = MagicMock()",
    ),
    Attack("empty-array", "an empty array, of which every `all` is true",
           GIVES + "np.zeros((0,) + np.shape(z)[1:])"),
    Attack("no-dimension", "an array without axes, which broadcasts to any shape",
           GIVES + "np.array(0.5)"),
    Attack("extra-axis", "an axis of length nought, by which a comparison broadcasts to nothing",
           GIVES + "np.zeros((*np.shape(z), 0))"),
    Attack("nan", "nan, which is neither larger nor smaller",
           GIVES + "np.full(np.shape(z), np.nan)"),
    Attack("infinity", "infinity, which is close to infinity",
           GIVES + "np.full(np.shape(z), np.inf)"),
    Attack("masked-array", "a masked array, whose differences are masked",
           GIVES + "np.ma.masked_all(np.shape(z))"),
    Attack("broadcast-view", "a view without memory, of an enormous shape",
           GIVES + "np.broadcast_to(np.zeros(1), (1 << 40,))"),
    Attack("mutate-the-input", "the input is overwritten, so that a test compares it with itself",
           "def softmax(z, axis=-1):\n    z[...] = 0.5\n    return z"),
    Attack("generator", "a generator, which a test may find empty when it compares",
           "def softmax(z, axis=-1):\n    yield from ()"),
    Attack("coroutine", "a coroutine, which nobody awaits",
           "async def softmax(z, axis=-1):\n    return np.zeros_like(z)"),
    Attack("none", "nothing at all", GIVES + "None"),
    Attack("true", "True, which is what many a comparison gives", GIVES + "True"),
    Attack("deep-nesting", "a list so deep that comparing it overflows the stack",
           "def softmax(z, axis=-1):\n    x = []\n"
           "    for _ in range(100_000): x = [x]\n    return x"),
    Attack("cyclic", "a list that contains itself",
           "def softmax(z, axis=-1):\n    x = []\n    x.append(x)\n    return x"),
    Attack("huge-number", "an integer of a million digits", GIVES + "10 ** 1_000_000"),
    Attack("huge-text", "a string of 100 MB", GIVES + "'x' * 100_000_000"),
    Attack("many-nodes", "a list of three million numbers", GIVES + "[0] * 3_000_000", slow=True),
    Attack("colliding-keys", "a dict whose keys all have the same hash",
           GIVES + "{(2 ** 61 - 1) * i: 0.0 for i in range(200_000)}"),
    Attack(
        "remember-the-inputs", "the answers of the first call are given again for every later one",
        "first = []\ndef softmax(z, axis=-1):\n    first.append(np.array(z))\n    return first[0]",
    ),
)  # fmt: skip
