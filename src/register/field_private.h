/* What field_table.c and field.c share besides their public faces. Not included from outside src/register/field*.c. */
#pragma once

#include <stdio.h>

#include "register/field.h"
#include "register/kind.h"
