/* Runs a fuzz target without libFuzzer: every file of the folders given, as it is, cut off at sixteen places, and
   with bytes changed by a fixed seed. The same inputs every time, so a failure can be repeated: its file is printed first. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { CHANGED = 48, MAX_FILE = 4 << 20 };

static uint64_t seed = 0x9E3779B97F4A7C15U;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* Each run gets a block of its own of exactly n bytes, so that a sanitizer sees every byte read too far. */
static void run(const uint8_t *p, size_t n, bool changed)
{
    uint8_t *copy = malloc(n == 0 ? 1 : n);

    if (copy == NULL)
        abort();
    memcpy(copy, p, n);
    for (size_t k = changed ? 1 + next_random() % 4 : 0; k > 0 && n > 0; k--)
        copy[next_random() % n] = (uint8_t)next_random();
    (void)LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static int run_file(const char *path)
{
    static uint8_t bytes[MAX_FILE];
    struct stat st;
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;

    if (f == NULL)
        return 0;
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    printf("%s (%zu bytes)\n", path, n);
    fflush(stdout);
    run(bytes, n, false);
    for (size_t k = 0; k < 16; k++)
        run(bytes, n * k / 16, false);
    for (size_t k = 0; k < CHANGED; k++)
        run(bytes, n, true);
    return 1;
}

static int run_folder(const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort), ran = 0;

    for (int i = 0; i < n; i++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        ran += run_file(path);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return ran;
}

int main(int argc, char **argv)
{
    int ran = 0;

    for (int i = 1; i < argc; i++)
        ran += run_folder(argv[i]) + run_file(argv[i]);
    printf("%d files\n", ran);
    return ran > 0 ? 0 : 1; /* an empty corpus tests nothing */
}
