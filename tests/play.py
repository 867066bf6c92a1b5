"""For the tests that ask the program in process (`chancery test-http`: no ports, the clock fixed) over registers of their own, and count
what they find. Not for: real servers (server.py) or scenarios in text (web/run.py)."""
import datetime, os, urllib.parse

from inside import Inside

NOW = int(datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.timezone.utc).timestamp())
MARK = "xXboundaryXx"


class Play:
    """An installation under folder; its own kinds stand in folder/own."""

    def __init__(self, chancery, folder):
        self.chancery, self.var, self.own = os.path.abspath(chancery), f"{folder}/var", f"{folder}/own"
        self.bad, self.checks = [], 0
        os.mkdir(self.own)
        self.inside = Inside(self.chancery, CHANCERY_VAR=self.var, CHANCERY_KINDS=self.own, CHANCERY_NOW=str(NOW), CHANCERY_DB=None)

    def expect(self, what, ok, detail=""):
        self.checks += 1
        if not ok:
            self.bad.append(f"{what} {detail}".rstrip()[:600])

    def program(self, *args):
        p = self.inside.run(*args)
        return p.stdout.decode(errors="replace") + p.stderr.decode(errors="replace")

    def send(self, method, path, body="", type="application/x-www-form-urlencoded", login="officer"):
        """Status and the whole answer."""
        path = urllib.parse.quote(path, safe="/?=&%.,:;-")
        head = f"{method} {path} HTTP/1.1\r\nHost: x\r\n" + (f"Content-Type: {type}\r\nX-CSRF-Token: {{csrf}}\r\n" if body else "") + "\r\n"
        out = self.inside.ask(login, head + body).decode(errors="replace")
        return (int(out.split(" ", 2)[1]) if out.startswith("HTTP/") else 0), out

    def form(self, path, pairs):
        return self.send("POST", path, "csrf={csrf}&" + "&".join(f"{n}={urllib.parse.quote(str(v), safe='')}" for n, v in pairs))

    def upload(self, path, files, pairs=()):
        """files: (field, name, text)"""
        parts = [f'name="{n}"\r\n\r\n{v}' for n, v in [("csrf", "{csrf}"), *pairs]]
        parts += [f'name="{f}"; filename="{n}"\r\nContent-Type: text/plain\r\n\r\n{t}' for f, n, t in files]
        body = "".join(f"--{MARK}\r\nContent-Disposition: form-data; {p}\r\n" for p in parts)
        return self.send("POST", path, f"{body}--{MARK}--\r\n", f"multipart/form-data; boundary={MARK}")

    def end(self, said):
        """The code to exit with."""
        self.inside.close()
        print("\n".join(self.bad) or said)
        return bool(self.bad)
