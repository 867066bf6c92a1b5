"""Bad requests to a real server: each gets the right status in good time, the others are served meanwhile, and the server is
whole afterwards. Usage: requests.py CHANCERY"""
import os, pathlib, re, socket, sys, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import server

bad, done = [], 0


def expect(what, got, wanted):
    global done
    done += 1
    if got not in (wanted if isinstance(wanted, (tuple, set, list)) else (wanted,)):
        bad.append(f"{what}: {got}, wanted {wanted}")


def raw(port, data, seconds=10, pieces=1):
    """Bytes as they are; the status, 0 when the connection was closed without an answer, -1 when nothing came."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as s:
        try:
            for i in range(pieces):
                s.sendall(data[len(data) * i // pieces:len(data) * (i + 1) // pieces])
            got = s.recv(65536)
        except socket.timeout:
            return -1
        except OSError:
            return 0
    m = re.match(rb"HTTP/1\.[01] (\d+)", got)
    return int(m.group(1)) if m else 0


def broken_requests(s):
    r = lambda text: raw(s.port, text)
    expect("not HTTP", r(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), (0, 400))
    expect("unknown method", r(b"BREW /login HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 405, 501))
    expect("no host", r(b"GET /login HTTP/1.1\r\n\r\n"), (200, 400))
    expect("HTTP/1.0", r(b"GET /login HTTP/1.0\r\n\r\n"), 200)
    expect("broken percent", r(b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"), 400)
    expect("cut percent", r(b"GET /login?back=%4 HTTP/1.1\r\nHost: x\r\n\r\n"), 400)
    expect("dots", r(b"GET /assets/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 404))
    expect("coded dots", r(b"GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 404))
    expect("zero byte", r(b"GET /login%00 HTTP/1.1\r\nHost: x\r\n\r\n"), 400)
    expect("not UTF-8", r(b"GET /login?back=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n"), 400)
    expect("backslash", r(b"GET /\\other HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 404))
    expect("long address", r(b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 404, 413, 414, 431))
    expect("long header", r(b"GET /login HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200000 + b"\r\n\r\n"), (0, 400, 413, 431))
    expect("many headers", r(b"GET /login HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 500 + b"\r\n"), (413, 431))
    expect("length no number", r(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"), (0, 400, 413))
    expect("negative length", r(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"), (0, 400, 413))
    expect("length 10^18", r(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000000000\r\n\r\n"), (400, 413))
    expect("bad chunk", r(b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), (0, 400))
    expect("header with line end", r(b"GET /login HTTP/1.1\r\nHost: x\r\nCookie: a=b\r c\r\n\r\n"), (200, 400, 0))
    big = b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + (b"100000\r\n" + b"a" * 0x100000 + b"\r\n") * 40
    expect("40 MiB without a length", raw(s.port, big, pieces=64), (0, 413))


def statuses(s):
    c = s.client()
    expect("unknown page", c.get("/no/such/page").status, 404)
    expect("unknown parameter", c.get("/login?nonsense=1").status, 400)
    expect("parameter twice", c.get("/login?back=/&back=/x").status, 400)
    expect("wrong method", c.send("DELETE", "/login").status, 405)
    expect("wrong method says which", "GET" in (c.send("DELETE", "/login").headers.get("Allow") or ""), True)
    expect("nobody on a page", c.get("/").status, (303, 401))
    c.cookies["chancery"] = "A" * 43
    expect("forged cookie", c.get("/").status, (303, 401))
    c.cookies["chancery"] = "'; DROP TABLE session; --"
    expect("odd cookie", c.get("/").status, (303, 401))
    c.cookies["chancery"] = "x" * 20000
    expect("long cookie", c.get("/").status, (303, 401, 400, 431))
    c.cookies.clear()
    expect("nobody at the API", c.get("/api/v1/records/agreement").status, 401)
    expect("forged token", c.get("/api/v1/records/agreement", Authorization="Bearer " + "A" * 43).status, 401)
    for back in ("//other.example/", "/\\other.example", "https://other.example/", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"):
        a = s.client()
        a.get("/login")
        to = a.post("/login", {"login": LOGIN, "password": server.PASSWORD, "back": back}).headers.get("Location", "/")
        expect(f"back to {back!r}", to.startswith("/") and not to.startswith(("//", "/\\")), True)


def forged_forms(s):
    c = s.client(LOGIN)
    token = c.csrf
    expect("has a token", len(token) > 20, True)
    for name, csrf in (("missing", ""), ("wrong", "B" * len(token)), ("cut", token[:-1]), ("long", token + "x")):
        c.csrf = csrf
        expect(f"token {name}", c.post("/logout", {}).status, 403)
    c.csrf = token
    expect("from another site", c.post("/logout", {}, Origin="http://other.example").status, 403)
    expect("from another site by fetch", c.post("/logout", {}, **{"Sec-Fetch-Site": "cross-site"}).status, 403)
    other = s.client(LOGIN)
    c.csrf = other.csrf
    expect("another session's token", c.post("/logout", {}).status, 403)
    c.csrf = token
    expect("still logged in", c.get("/").status, 200)
    expect("the right token", c.post("/logout", {}).status, 303)
    expect("logged out", c.get("/").status, (303, 401))


def slow_clients(s):
    """Many that trickle; a page must come in time, and those who are over their time are cut off."""
    slow = []
    for i in range(60):
        k = socket.create_connection(("127.0.0.1", s.port), timeout=20)
        k.sendall(b"GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: " if i % 2 else
                  b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nlogin=")
        slow.append(k)
    begin, worst, cut = time.monotonic(), 0.0, set()
    while time.monotonic() - begin < 8 and len(cut) < len(slow):
        t = time.monotonic()
        expect("a page beside slow clients", s.client().get("/login").status, 200)
        worst = max(worst, time.monotonic() - t)
        for i, k in enumerate(slow):
            if i not in cut:
                try:
                    k.settimeout(0.001)
                    k.sendall(b"a")
                    if k.recv(1000) == b"":
                        cut.add(i)
                except socket.timeout:
                    pass
                except OSError:
                    cut.add(i)
    for k in slow:
        k.close()
    expect("a page in time beside 60 slow clients", worst < 1.0, True)
    expect("slow clients cut off", len(cut), len(slow))


def many_logins(s):
    c = s.client()
    seen = {c.post("/login", {"login": "auditor", "password": f"wrong {i}"}).status for i in range(14)}
    expect("wrong passwords wait", 429 in seen, True)



LOGIN = "officer"


def main():
    with server.Server(sys.argv[1]) as s:
        s.prepare()
        for name, value in (("http.header_s", "2"), ("http.body_s", "2"), ("http.idle_s", "3")):
            s.run("setting", name, value)
        s.start()
        parts = (broken_requests, statuses, forged_forms, slow_clients, many_logins)
        for part in parts:
            part(s)
            expect(f"alive after {part.__name__}", s.client().get("/healthz").status, 200)
        expect("memory", s.memory_mib() < 200, True)
        expect("ends politely", s.stop(), 0)
        expect("nothing said in the log that names a bug", re.findall(r"E_BUG|assert|runtime error|ERROR: Add", s.said()), ([],))
    print("\n".join(bad) or f"{done} answers as they should be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
