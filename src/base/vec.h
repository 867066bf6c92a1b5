/* Growing arrays in an arena.  struct { VEC(int); } v = {0};  vec_push(mem, &v, 7);  v.at[0], v.n  */
#pragma once

#include "base/arena.h"

#define VEC(type) \
    type *at;     \
    size_t n, cap

#define vec_push(mem, v, ...)                                                                     \
    do {                                                                                          \
        if ((v)->n == (v)->cap) {                                                                 \
            size_t vec_cap_ = (v)->cap == 0 ? 8 : (v)->cap * 2;                                   \
            (v)->at = arena_grow((mem), (v)->at, (v)->cap * sizeof *(v)->at, vec_cap_ * sizeof *(v)->at); \
            (v)->cap = vec_cap_;                                                                  \
        }                                                                                         \
        (v)->at[(v)->n++] = (__VA_ARGS__);                                                        \
    } while (0)
