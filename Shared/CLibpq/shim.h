#pragma once

#include <libpq-fe.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Variadic in C, so Swift cannot call it.
static inline void keten_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
