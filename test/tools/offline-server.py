"""Runs firewall-offline-cmd once for each request: most of a call's time is Python's, for modules that one process loads once.

Usage: offline-server.py PROGRAM DIRECTORY DIRECTORY-OF-FIREWALLD. In DIRECTORY are two pipes, `request` and `reply`, and
the files `arguments` (a NUL after each), `output` and `errors`. It ends when its standard input does.
"""

import os
import sys
import threading

import firewall.client  # noqa: F401
import firewall.core.fw  # noqa: F401
import firewall.core.io.functions  # noqa: F401

program, directory, system = sys.argv[1:]
with open(program, encoding='utf-8') as file:
    code = compile(file.read(), program, 'exec')


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def run(arguments):
    for descriptor, name in ((1, 'output'), (2, 'errors')):
        os.dup2(os.open(f'{directory}/{name}', os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    sys.argv = [program, '--system-config', system, *arguments]
    try:
        exec(code, {'__name__': '__main__', '__file__': program})
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


threading.Thread(target=end_with_parent, daemon=True).start()
while True:
    with open(f'{directory}/request', encoding='utf-8') as request:
        request.read()
    with open(f'{directory}/arguments', encoding='utf-8') as file:
        arguments = file.read().split('\0')[:-1]
    child = os.fork()
    if child == 0:
        status = 0
        try:
            run(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            status = 70
        os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(f'{directory}/reply', 'w', encoding='utf-8') as reply:
        reply.write(f'{status}\n')
