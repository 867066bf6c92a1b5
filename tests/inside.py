"""The program without a port: its commands, and requests through one `chancery test-http --many` that stays as long as the clock
and the installation do (a start is dearer than an answer). Not for: a real server (server.py)."""
import os, subprocess, tempfile


class Inside:
    def __init__(self, chancery, **env):
        """env: what the program finds in its environment beside ours; None takes a variable away."""
        self.chancery, self.process, self.now = chancery, None, None
        self.log = tempfile.TemporaryFile()  # a pipe that nobody reads would stop the program
        self.read = 0
        self.env = {k: v for k, v in {**os.environ, **env}.items() if v is not None}

    def run(self, *args, stdin=b"", now=None):
        """One command. It may change what the standing process read at its start, so that one ends."""
        self.close()
        return subprocess.run([self.chancery, *args], input=stdin, capture_output=True, env=self.with_clock(now))

    def ask(self, login, request, now=None):
        """The answer's bytes; login "nobody" for a stranger. RuntimeError when the program ends instead, with what it said."""
        if isinstance(request, str):
            request = request.encode()
        if self.process is None or self.now != now:
            self.close()
            self.now = now
            self.process = subprocess.Popen([self.chancery, "test-http", "--many"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=self.log, env=self.with_clock(now))
        try:
            self.process.stdin.write(f"{'-' if login == 'nobody' else login} {len(request)}\n".encode() + request)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it ended: the empty line below says so
        head = self.process.stdout.readline()
        if not head:
            self.close(check=False)
            raise RuntimeError(f"{login}: test-http ended: {self.said()}")
        return self.process.stdout.read(int(head))

    def said(self):
        """What requests have written on standard error since last asked."""
        new = os.pread(self.log.fileno(), 1 << 20, self.read)  # the position of the file itself is the program's
        self.read += len(new)
        return new.decode(errors="replace")

    def close(self, check=True):
        """Ends the standing process. An exit code other than 0 (a leak, say) is a fault."""
        if self.process is None:
            return
        process, self.process = self.process, None
        try:
            process.communicate()
        except BrokenPipeError:
            process.wait()
        if check and process.returncode != 0:
            raise RuntimeError(f"test-http ended with {process.returncode}: {self.said()}")

    def with_clock(self, now):
        return self.env if now is None else {**self.env, "CHANCERY_NOW": str(now)}
