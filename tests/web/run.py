"""Web scenarios: requests in text, run in process through `chancery test-http`, against the demonstration set, with the clock
fixed; each file of scenarios has an installation of its own.
usage: run.py CHANCERY [FILE.t ...]      With CHANCERY_DB set (tests/pgsql.py) each runs on a database of its own there.

  # a comment                     as LOGIN | as nobody            clock 2026-03-02T08:00:00Z
  header Name: value              (for the next request only)
  GET /path                       POST /path, then lines:
    form name=value               one field, encoded by the runner; the form token is added, unless: form -
    json {...}                    a JSON body
    bytes 40000000                so many bytes as the body
    file field name.txt text      an upload; with form lines beside it
  bigfile field name.txt 70000  one of so many bytes
  expect 303                      status of the answer
  to REGEX                        of the header Location
  has TEXT     lacks TEXT         in the answer (headers and body)
  let name REGEX                  keeps group 1 of the answer; $name in later lines
  code name STEP KEY              keeps the code of a second factor (RFC 6238) of the base32 KEY, STEP steps from the clock
  run ARGUMENTS [< LINE]          a command of the program, LINE on its standard input; its output becomes the answer
  exit 0                          of the last command
  sql VALUE = SELECT ...          (SQLite only) the first column of the first row
"""
import base64, datetime, hashlib, hmac, os, pathlib, re, shlex, shutil, sqlite3, subprocess, sys, tempfile, urllib.parse

NOW = int(datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.timezone.utc).timestamp())
chancery = os.path.abspath(sys.argv[1])
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from inside import Inside
files = [pathlib.Path(a) for a in sys.argv[2:]] or sorted(here.glob("*.t"))
server = os.environ.get("CHANCERY_DB")
work = tempfile.mkdtemp(prefix="chancery-web-")


def psql(sql):
    subprocess.run(["psql", "-q", "-d", server, "-c", sql], check=True, stdout=subprocess.DEVNULL)


def database(name):
    return server.replace("/postgres?", f"/{name}?")


def code_of(key, step):
    mac = hmac.new(base64.b32decode(key.replace(" ", "")), step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7FFFFFFF) % 1000000:06d}"


class Failed(Exception):
    pass


class Scenario:
    def __init__(self, path):
        self.var, self.path, self.kept, self.headers = f"{work}/{path.stem}", path, {}, []
        self.login, self.now, self.request, self.answer, self.n = "officer", NOW, None, "", 0
        shutil.copytree(f"{work}/base", self.var)
        self.db = None
        if server:
            name = "t_" + re.sub(r"\W", "_", path.stem)
            psql(f"CREATE DATABASE {name} TEMPLATE base")
            self.db = database(name)
        self.program = Inside(chancery, CHANCERY_VAR=self.var, CHANCERY_DB=self.db)

    def send(self):
        if self.request is None:
            return
        method, path, form, body, kind, uploads = self.request
        self.request = None
        headers = list(self.headers)
        self.headers = []
        if uploads:
            mark = "xXboundaryXx"
            parts = [f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{{csrf}}\r\n']
            for pair in form:
                field, _, value = pair.partition("=")
                parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{urllib.parse.unquote(value)}\r\n')
            for field, name, text in uploads:
                parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                             f"Content-Type: text/plain\r\n\r\n{text}\r\n")
            body, kind = "".join(parts) + f"--{mark}--\r\n", f"multipart/form-data; boundary={mark}"
        elif body is None and method == "POST":
            token = [] if "-" in form else ["csrf={csrf}"]
            body = "&".join(token + [f for f in form if f != "-"])
            kind = "application/x-www-form-urlencoded"
        if kind:
            headers.append(f"Content-Type: {kind}")
        if kind == "application/json":
            headers.append("X-CSRF-Token: {csrf}")
        text = f"{method} {path} HTTP/1.1\n" + "".join(h + "\n" for h in headers) + "\n" + (body or "")
        self.answer = self.program.ask(self.login, text, self.now).decode(errors="replace")
        self.errors = self.program.said()
        self.n += 1

    def line(self, text):
        word, _, rest = text.partition(" ")
        rest = re.sub(r"\$(\w+)", lambda m: self.kept.get(m.group(1), m.group(0)), rest)
        if word in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"):
            self.send()
            self.request = [word, rest, [], None, None, []]
        elif word == "form":
            name, eq, value = rest.partition("=")
            self.request[2].append("-" if rest == "-" else f"{name}={urllib.parse.quote(value)}")
        elif word == "json":
            self.request[3], self.request[4] = rest, "application/json"
        elif word == "bytes":
            self.request[3], self.request[4] = "a=" + "x" * int(rest), "application/x-www-form-urlencoded"
        elif word == "file":
            parts = rest.replace("\\n", "\n").split(" ", 2)  # \n is a line end
            self.request[5].append(parts + [""] * (3 - len(parts)))
        elif word == "bigfile":
            field, name, size = rest.split(" ")
            self.request[5].append([field, name, "x" * int(size)])
        else:
            self.send()
            self.check(word, rest)

    def check(self, word, rest):
        head = self.answer.split("\r\n\r\n")[0]
        if word == "as":
            self.login = rest
        elif word == "clock":
            self.now = int(datetime.datetime.fromisoformat(rest.replace("Z", "+00:00")).timestamp())
        elif word == "header":
            self.headers.append(rest)
        elif word == "expect":
            if not self.answer.startswith(f"HTTP/1.1 {rest} "):
                problems = re.findall(r'href="#f-[\w.]*">([^<]*)(?:</a>: ([^<]*))?', self.answer)
                raise Failed(f"expected {rest}, got {head.splitlines()[0][9:]}; {problems} {self.errors}")
        elif word == "to":
            m = re.search(r"^Location: (.*?)\r?$", head, re.M)
            if not m or not re.fullmatch(rest, m.group(1)):
                raise Failed(f"goes to {m and m.group(1)}, not to {rest}")
        elif word == "has":
            if rest not in self.answer:
                raise Failed(f"does not have: {rest}")
        elif word == "lacks":
            tokens = r'(?<=name="csrf" value=")[\w-]+|(?<=name="csrf" content=")[\w-]+|(?<=chancery=)[\w-]+'
            if rest in re.sub(tokens, "", self.answer):  # a token holds any three digits now and then
                raise Failed(f"should not have: {rest}")
        elif word == "let":
            name, _, pattern = rest.partition(" ")
            m = re.search(pattern, self.answer)
            if not m:
                raise Failed(f"nothing fits {pattern}")
            self.kept[name] = m.group(1)
        elif word == "run":
            words, _, typed = rest.partition(" < ")
            r = self.program.run(*shlex.split(words), stdin=typed.encode(), now=self.now)
            self.answer, self.code = r.stdout.decode() + r.stderr.decode(), r.returncode
        elif word == "exit":
            if self.code != int(rest):
                raise Failed(f"ended with {self.code}: {self.answer}")
        elif word == "code":
            name, step, key = rest.split(" ", 2)
            self.kept[name] = code_of(key, self.now // 30 + int(step))
        elif word == "sql":
            if not self.db:
                want, _, query = rest.partition(" = ")
                got = sqlite3.connect(f"{self.var}/chancery.db").execute(query).fetchone()
                if str(got and got[0]) != want:
                    raise Failed(f"{query} gives {got and got[0]}, not {want}")
        else:
            raise Failed(f"unknown word {word}")

    def run(self):
        for no, text in enumerate(self.path.read_text().splitlines(), 1):
            text = text.strip()
            if not text or text.startswith("#"):
                continue
            try:
                self.line(text)
            except (Failed, RuntimeError) as e:
                return f"{self.path.name}:{no}: {text}\n    {e}"
        try:
            self.send()
            self.program.close()
        except (Failed, RuntimeError) as e:
            return f"{self.path.name}: the last request\n    {e}"


try:
    base_db = None
    if server:
        psql("CREATE DATABASE base")
        base_db = database("base")
    os.mkdir(f"{work}/base")
    for command in ("init", "demo"):
        r = Inside(chancery, CHANCERY_VAR=f"{work}/base", CHANCERY_DB=base_db).run(command, now=NOW)
        if r.returncode != 0:
            sys.exit(f"chancery {command}: {r.stderr.decode()}")
    bad, requests = [], 0
    for path in files:
        s = Scenario(path)
        fault = s.run()
        requests += s.n
        if fault:
            bad.append(fault)
finally:
    shutil.rmtree(work, ignore_errors=True)
print("\n".join(bad) or f"{len(files)} scenarios, {requests} requests" + (" on PostgreSQL" if server else ""))
sys.exit(bool(bad))
