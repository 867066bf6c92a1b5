"""The record engine over a million records of ten kinds beside the same SQL by hand, and the cost of saving: builds
tests/bench/million.c and engine.c against the libraries of the build, runs them in a temporary folder (1.1 GB for a million
records) and takes it away again.
Usage: million.py BUILD [RECORDS, 1000000 as it comes] [SAVED, 100000 as it comes]"""
import pathlib, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
build = pathlib.Path(sys.argv[1]).resolve()
build = build.parent if build.name == "chancery" else build
records, saved = (sys.argv[2:] + ["1000000", "100000"][len(sys.argv) - 2:])[:2]
PACKAGES = ["icu-uc", "icu-i18n", "sqlite3", "libpq", "libmicrohttpd", "jansson", "libsodium", "libzip", "libxml-2.0", "yaml-0.1"]
flags = subprocess.run(["pkg-config", "--cflags", "--libs", *PACKAGES], capture_output=True, text=True, check=True).stdout.split()
libs = [str(build / f"lib{layer}.a") for layer in ("rules", "register", "platform", "base")]

with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
    for name, arguments in (("million", [records]), ("engine", [saved])):
        program = f"{folder}/{name}"
        subprocess.run(["cc", "-O2", "-std=gnu17", "-D_GNU_SOURCE", f"-I{here.parent.parent / 'src'}", str(here / f"{name}.c"),
                        "-o", program, *libs, *flags, "-lcyaml", "-lpthread", "-lm"], check=True)
        subprocess.run([program, folder, *arguments], check=True)
