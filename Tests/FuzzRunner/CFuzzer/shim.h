#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with the arguments of a program (LLVM, "Using libFuzzer as a library").
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*take)(const uint8_t *bytes, size_t count));
