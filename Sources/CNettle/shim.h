#include <nettle/gcm.h>
#include <nettle/sha2.h>
