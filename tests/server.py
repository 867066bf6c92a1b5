"""For the tests that need a real server: makes an installation, starts chancery on a free port of 127.0.0.1, talks to it as a
browser would (cookies, token of the forms), ends it by its process id. Not for: scenarios in process (tests/web)."""
import http.client, json, os, re, signal, socket, sqlite3, subprocess, tempfile, time, urllib.parse

PASSWORD = "Hue-2026-demo!"  # demo/users.yaml


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode(errors="replace")


class Client:
    """One browser: keeps its cookies, and the token against forged forms of the last page it saw."""

    def __init__(self, port, timeout=30):
        self.port, self.timeout, self.cookies, self.csrf = port, timeout, {}, ""

    def send(self, method, path, body=None, headers=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        h = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        try:
            c.request(method, path, body.encode() if isinstance(body, str) else body, h)
            r = c.getresponse()
            data = r.read()
        finally:
            c.close()
        for line in r.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(rb'name="csrf" value="([^"]+)"', data)
        if found:
            self.csrf = found.group(1).decode()
        return Answer(r.status, r.headers, data)

    def get(self, path, **headers):
        return self.send("GET", path, headers=headers)

    def post(self, path, fields, **headers):
        body = urllib.parse.urlencode({"csrf": self.csrf, **fields}, doseq=True)
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def api(self, method, path, value):
        return self.send(method, "/api/v1" + path, json.dumps(value),
                         {"Content-Type": "application/json", "X-CSRF-Token": self.csrf})

    def upload(self, path, field, name, data, fields=None):
        mark = "----chancerytest"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
                 for k, v in {"csrf": self.csrf, **(fields or {})}.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                     "Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
        return self.send("POST", path, b"".join(parts) + f"--{mark}--\r\n".encode(),
                         {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def login(self, login, password=PASSWORD):
        self.get("/login")
        a = self.post("/login", {"login": login, "password": password})
        if a.status != 303:
            raise AssertionError(f"login {login}: {a.status} {a.text[:300]}")
        self.get("/")
        return self


class Server:
    def __init__(self, chancery, var=None, env=None, prefix=()):
        self.chancery, self.prefix = chancery, list(prefix)
        self.own = None if var else tempfile.TemporaryDirectory(prefix="chancery-test-")
        self.var = var or os.path.join(self.own.name, "var")
        self.env = {**os.environ, "CHANCERY_VAR": self.var, **(env or {})}
        self.process = None

    def run(self, *args, check=True, timeout=300):
        """One command of the same installation."""
        p = subprocess.run([self.chancery, *args], env=self.env, capture_output=True, text=True, timeout=timeout)
        if check and p.returncode not in (0, 1):
            raise AssertionError(f"chancery {' '.join(args)}: exit {p.returncode}\n{p.stderr[-800:]}")
        return p

    def prepare(self):
        """An installation with the demonstration set and its accounts."""
        self.run("init")
        self.run("demo")
        return self

    def start(self, seconds=60):
        self.port = free_port()
        begin = time.monotonic()
        self.log = open(self.var + ".log", "ab")
        self.process = subprocess.Popen([*self.prefix, self.chancery, "serve", "--port", str(self.port), "--listen",
                                         "127.0.0.1"], env=self.env, stdout=self.log, stderr=self.log)
        while time.monotonic() - begin < seconds:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended at once: {self.said()[-800:]}")
            try:
                Client(self.port).get("/healthz")
                self.seconds_to_answer = time.monotonic() - begin
                return self
            except OSError:
                time.sleep(0.002)
        raise AssertionError(f"no answer after {seconds} s: {self.said()[-800:]}")

    @staticmethod
    def wait_for(port, seconds=10):
        """Until something listens there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.01)
        raise AssertionError(f"nothing listens on port {port}")

    def said(self):
        with open(self.var + ".log", errors="replace") as f:
            return f.read()

    def client(self, login=None):
        c = Client(self.port)
        return c.login(login) if login else c

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends it politely; the exit code. A server that does not end in time is a fault."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def database(self):
        return sqlite3.connect(os.path.join(self.var, "chancery.db"))

    def memory_mib(self):
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        if self.own:
            self.own.cleanup()
