"""Processes: some outlive the submission, some kill, trace or break out."""

from __future__ import annotations

import os

from .attack import WRONG, Attack

#: The name by which the harness finds what is still running: the seconds which it sleeps. Its own
#: in every test process, since others may try the same attacks at the same time.
SLEEPER = str(90_000 + os.getpid())
IN_TEST = "def softmax(z, axis=-1):\n    "
SHELL = (
    "import subprocess\ndef sh(words):\n"
    "    r = subprocess.run(words, shell=True, capture_output=True, text=True, timeout=2)\n"
    "    return r.returncode, r.stdout.split()\n"
)
KILLS = "it would kill its grader"

ATTACKS = (
    Attack("background-process", "a process is started that goes on for a day",
           WRONG + f"import subprocess\nsubprocess.Popen(['sleep', '{SLEEPER}'])\nprint('started')",
           in_class=True, tried="started"),
    Attack("daemon", "the same as a daemon: another session, forked twice, files closed",
           WRONG + "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
           f"        os.closerange(0, 200)\n        os.execvp('sleep', ['sleep', '{SLEEPER}'])\n"
           "    os._exit(0)\nprint('started')",
           in_class=True, tried="started"),
    Attack("daemon-in-the-test", "a daemon is started while the test runs",
           IN_TEST + "import os\n    if os.fork() == 0:\n        os.setsid()\n"
           f"        os.execvp('sleep', ['sleep', '{SLEEPER}'])\n    return z", in_class=True),
    Attack("nohup", "by a shell, with nohup, setsid and in the background",
           WRONG + f"import os\nos.system('nohup setsid sleep {SLEEPER} >/dev/null 2>&1 &')\n"
           "print('started')", in_class=True, tried="started"),
    Attack("immortal", "a process that ignores signals, and forks anew when it is ended",
           WRONG + "import os, signal, time\nif os.fork() == 0:\n"
           "    for n in range(1, 32):\n        try: signal.signal(n, signal.SIG_IGN)\n"
           "        except (OSError, ValueError): pass\n"
           "    for _ in range(40):\n        if os.fork(): time.sleep(0.01)\n        else:\n"
           f"            os.execvp('sleep', ['sleep', '{SLEEPER}'])\n    time.sleep({SLEEPER})\n"
           "print('started')", in_class=True, tried="started"),
    Attack("cron", "work is left with cron, at, systemd and the shell's start-up files",
           WRONG + "import os\nfor place in ('/etc/cron.d/x', '/var/spool/cron/root', '~/.bashrc',"
           " '~/.profile', '/etc/profile.d/x.sh', '~/.config/systemd/user/x.service'):\n"
           "    try:\n        with open(os.path.expanduser(place), 'w') as f:\n"
           f"            f.write('* * * * * root sleep {SLEEPER} # dbh-left-behind\\n')\n"
           "    except OSError: pass\nprint('tried')", in_class=True, tried="tried",
           not_under_stock="it changes start-up files"),
    Attack("kill-all", "everything that can be signalled is killed",
           IN_TEST + "import os\n    os.kill(-1, 9)\n    return z", in_class=True,
           not_under_stock=KILLS),
    Attack("kill-the-parent", "the parent is killed, and its parent's number",
           IN_TEST + "import os\n    for p in (os.getppid(), 1):\n"
           "        try: os.kill(p, 9)\n        except OSError: pass\n    return z",
           in_class=True, not_under_stock=KILLS),
    Attack("kill-by-number", "every process number there may be is killed",
           WRONG + "import os\nfor p in range(2, 70_000):\n    if p != os.getpid():\n"
           "        try: os.kill(p, 9)\n        except OSError: pass\nprint('tried')",
           in_class=True, tried="tried", not_under_stock=KILLS),
    Attack("stop-the-parent", "the parent is stopped, so that it never looks again",
           WRONG + "import os, signal\nfor p in (os.getppid(), 1):\n"
           "    try: os.kill(p, signal.SIGSTOP)\n    except OSError: pass\nprint('tried')",
           in_class=True, tried="tried", not_under_stock="it would stop its grader for ever"),
    Attack("trace-the-parent", "the parent is traced, and its memory written",
           WRONG + "import ctypes, os\nlibc = ctypes.CDLL(None)\nout = []\n"
           "for p in (os.getppid(), 1, 2, 3):\n    if p == os.getpid(): continue\n"
           "    out.append(libc.ptrace(16, p, 0, 0))\n"
           "    try: open(f'/proc/{p}/mem', 'r+b'); out.append('mem')\n    except OSError: pass\n"
           "    try: os.listdir(f'/proc/{p}/fd'); out.append('fd')\n    except OSError: pass\n"
           "print('traced', {o for o in out if o != -1})",
           in_class=True, tried="traced set()", not_under_stock="a traced grader stands still"),
    Attack("trace-from-a-snapshot", "the same in a test, on what it was copied from",
           IN_TEST + "import ctypes, os\n    libc = ctypes.CDLL(None)\n"
           "    done = [libc.ptrace(16, p, 0, 0) for p in range(1, 50) if p != os.getpid()]\n"
           "    raise ValueError(f'traced {set(done) - {-1}}')",
           in_class=True, tried="traced set()", not_under_stock="a traced grader stands still"),
    Attack("slow-the-neighbours", "the highest priority, all processors, and a real-time schedule",
           WRONG + "import os\ntried = []\n"
           "for f in (lambda: os.nice(-20), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, "
           "os.sched_param(99)), lambda: os.setpriority(os.PRIO_USER, 0, -20)):\n"
           "    try: f(); tried.append('done')\n    except OSError: pass\nprint('tried', tried)",
           in_class=True, tried="tried []"),
    Attack("remount", "mounts are undone, made writable, and moved",
           WRONG + SHELL + "print('tried', [sh(w)[0] == 0 for w in ('umount -l /tmp', "
           "'mount -o remount,rw /', 'mount -t proc none /proc', 'mount --bind / /mnt')])",
           in_class=True, tried="tried [False, False, False, False]"),
    Attack("own-namespaces", "a user namespace of its own, in which it is root and mounts",
           WRONG + SHELL + "print('tried', sh(\"unshare -Urm sh -c 'umount -l /proc; "
           "mount -o remount,rw / ; touch /usr/dbh-left-behind; mount -t proc p /proc; ls /proc; "
           "cat /proc/*/environ'\"))",
           in_class=True, tried="tried"),
    Attack("chroot", "the classic way out of a changed root",
           WRONG + "import os\ntry:\n    os.mkdir('jail')\n    here = os.open('.', os.O_RDONLY)\n"
           "    os.chroot('jail')\n    os.fchdir(here)\n    for _ in range(20): os.chdir('..')\n"
           "    os.chroot('.')\n    print('out', os.listdir('/'))\n"
           "except OSError as e: print('refused', type(e).__name__)",
           in_class=True, tried="refused PermissionError"),
    Attack("become-root", "sudo, su, set-user-id programs and capabilities",
           WRONG + SHELL + "import os\nprint('tried', [f for f in (0, 1) if sh(['sudo -n id', "
           "'su -c id </dev/null'][f])[0] == 0])\n"
           "for f in (os.setuid, os.setgid, os.seteuid):\n"
           "    try: f(0); print('root')\n    except OSError: pass",
           in_class=True, tried="tried []"),
    Attack("devices", "devices are made and opened: the disk, the memory, the terminal",
           WRONG + "import os, stat\nout = []\ntry: os.mknod('sda', stat.S_IFBLK | 0o600, "
           "os.makedev(8, 0)); out.append(open('sda', 'rb').read(1))\nexcept OSError: pass\n"
           "for n in ('mem', 'kmem', 'sda', 'vda', 'tty', 'console', 'kvm', 'fuse'):\n"
           "    try: open(f'/dev/{n}', 'r+b'); out.append(n)\n    except OSError: pass\n"
           "print('tried', out)", in_class=True, tried="tried []"),
    Attack("terminal-input", "keys are put into the terminal of who grades (TIOCSTI)",
           WRONG + "import fcntl, os\nout = []\nfor fd in range(10):\n"
           "    try: fcntl.ioctl(fd, 0x5412, b'x'); out.append(fd)\n    except OSError: pass\n"
           "try: os.open('/dev/tty', os.O_RDWR); out.append('tty')\nexcept OSError: pass\n"
           "print('tried', out)", in_class=True, tried="tried []"),
    Attack("system-settings", "settings of the kernel, its keys and its log",
           WRONG + "out = []\nfor p in ('kernel/hostname', 'kernel/core_pattern', "
           "'vm/overcommit_memory', 'kernel/sysrq'):\n"
           "    try:\n        with open(f'/proc/sys/{p}', 'w') as f: f.write('x')\n"
           "        out.append(p)\n    except OSError: pass\n"
           "for p in ('/proc/sysrq-trigger', '/proc/kcore', '/proc/kmsg'):\n"
           "    try: open(p, 'rb').read(1); out.append(p)\n    except OSError: pass\n"
           "print('tried', out)", in_class=True, tried="tried []"),
    Attack("send-a-descriptor", "descriptors are sent to the examiner over its socket",
           "import gc, socket, os\n" + WRONG + "for w in gc.get_objects():\n"
           "    if type(w).__name__ == 'Worker':\n"
           "        for _ in range(200):\n"
           "            socket.send_fds(w._channel._socket, [b'\\0\\0\\0\\0'], [0, 0, 0])",
           in_class=True, holds="The examiner keeps none of them, and ends the session."),
)  # fmt: skip
