/* Preloaded into a service: its clock is wrong and its disk slow, as a file of two 64-bit numbers says at the time.
   The clock is ahead by the first, in seconds; each write below FAULTS_DIRECTORY waits for the second, in microseconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct control {
  volatile int64_t ahead_seconds;
  volatile int64_t delay_micros;
};

static struct control *control;
static const char *directory;

__attribute__((constructor)) static void load(void) {
  const char *path = getenv("FAULTS_CONTROL");
  int file = path ? open(path, O_RDONLY) : -1;
  if (file >= 0) {
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ, MAP_SHARED, file, 0);
    control = mapped == MAP_FAILED ? NULL : mapped;
    close(file);
  }
  directory = getenv("FAULTS_DIRECTORY");
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

int clock_gettime(clockid_t id, struct timespec *now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int result = real(id, now);
  if (control && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) now->tv_sec += control->ahead_seconds;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  REAL(int, "gettimeofday", struct timeval *, void *);
  int result = real(now, zone);
  if (control) now->tv_sec += control->ahead_seconds;
  return result;
}

time_t time(time_t *out) {
  REAL(time_t, "time", time_t *);
  time_t now = real(NULL) + (control ? control->ahead_seconds : 0);
  if (out) *out = now;
  return now;
}

static void dawdle(int file) {
  if (!control || !directory || control->delay_micros <= 0) return;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (strncmp(path, directory, strlen(directory)) == 0) usleep(control->delay_micros);
}

ssize_t write(int file, const void *from, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  dawdle(file);
  return real(file, from, count);
}

ssize_t pwrite(int file, const void *from, size_t count, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  dawdle(file);
  return real(file, from, count, at);
}

ssize_t pwrite64(int file, const void *from, size_t count, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  dawdle(file);
  return real(file, from, count, at);
}

int fsync(int file) {
  REAL(int, "fsync", int);
  dawdle(file);
  return real(file);
}

int fdatasync(int file) {
  REAL(int, "fdatasync", int);
  dawdle(file);
  return real(file);
}
