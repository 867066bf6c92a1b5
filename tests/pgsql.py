"""Runs a command with a PostgreSQL of its own: a fresh cluster in a temporary folder, reached by a unix socket only.
usage: pgsql.py COMMAND [ARG...]      (CHANCERY_DB tells the command its address; exit code 77 when PostgreSQL is missing)"""
import glob, os, pathlib, pwd, shutil, subprocess, sys, tempfile

bins = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
if not bins:
    print("PostgreSQL is not installed: skipped")
    sys.exit(77)
bin = pathlib.Path(bins[-1])
user = []
if os.getuid() == 0:  # the server refuses to run as root
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        print("no user postgres: skipped")
        sys.exit(77)
    user = ["runuser", "-u", "postgres", "--"]
folder = tempfile.mkdtemp(prefix="chancery-pg-")
try:
    if user:
        shutil.chown(folder, "postgres", "postgres")
    os.chmod(folder, 0o755)

    def server(*args):
        subprocess.run([*user, *map(str, args)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    data = f"{folder}/data"
    server(bin / "initdb", "-D", data, "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
    server(bin / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        env = dict(os.environ, CHANCERY_DB=f"postgresql:///postgres?host={folder}&user=chancery")
        code = subprocess.run(sys.argv[1:], env=env).returncode
    finally:
        server(bin / "pg_ctl", "-D", data, "-m", "immediate", "stop")
finally:
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(code)
