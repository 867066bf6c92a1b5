"""Rows per second of `chancery import … --commit`: partners from a CSV into an empty installation, checks, codes, search text
and the chained history of each included.

    python3 tests/bench/import.py [build/chancery] [--rows 100000]
    python3 tests/pgsql.py python3 tests/bench/import.py build/chancery      # the same on a PostgreSQL of its own

The file is written before the clock starts; CPU time is the program's alone, without the database server's. Never fails.
"""
import argparse, os, pathlib, resource, subprocess, sys, tempfile, time


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program", nargs="?", default="build/chancery")
    ap.add_argument("--rows", type=int, default=100000)
    a = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="chancery-import-") as folder:
        folder = pathlib.Path(folder)
        env = {**os.environ, "CHANCERY_VAR": str(folder / "var")}
        table = folder / "partners.csv"
        with table.open("w", encoding="utf-8") as out:
            print("Tên tiếng Việt;name_en;country;kind;email", file=out)
            for i in range(a.rows):
                land = ("JP", "DE", "KR", "FR")[i % 4]
                print(f"Quỹ Hòa Bình {i};Peace Fund No. {i};{land};agency;fund{i}@example.org", file=out)
        subprocess.run([a.program, "init"], env=env, check=True, capture_output=True)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        run = subprocess.run([a.program, "import", "partner_org", table, "--commit"], env=env, capture_output=True, text=True)
        spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{a.rows} rows in {spent:.2f} s, {a.rows / spent:.0f} a second, {cpu:.2f} s of CPU time, exit {run.returncode}")
        print((run.stdout + run.stderr).strip()[-400:])


if __name__ == "__main__":
    main()
