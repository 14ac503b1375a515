/* The clock of a machine that somebody sets: to the time of the calendar are added the seconds that a file says.
   Only that clock: the one that nobody can set, by which programs wait, goes on as it is. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
  int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
  int failed = real(clock, at);
  const char *name = getenv("ECABINET_TEST_CLOCK");
  FILE *file = clock == CLOCK_REALTIME && name ? fopen(name, "r") : NULL;
  if (file) {
    long seconds = 0;
    if (fscanf(file, "%ld", &seconds) == 1) at->tv_sec += seconds;
    fclose(file);
  }
  return failed;
}
