/// The pixels of a PNG file row by row, through libpng: of a picture no more than one row is in memory.
///
/// libpng tells of an error by `longjmp`, which may not cross Swift; it ends here.
#ifndef C_PNG_ROWS_H
#define C_PNG_ROWS_H

#include <stddef.h>
#include <stdint.h>

/// Some pixels of one line of a picture, as 8-bit red, green, blue and alpha, not multiplied.
struct png_rows_row {
    const uint8_t *rgba;
    /// How many pixels.
    uint32_t count;
    /// The line, from the top.
    uint32_t y;
    /// The column of the first pixel.
    uint32_t x;
    /// How many columns apart they are; 1 unless the picture is interlaced.
    uint32_t step;
};

/// Takes a row; what it points to is gone afterwards.
typedef void (*png_rows_take)(void *context, const struct png_rows_row *row);

/// The room for a message, with its closing zero.
enum { PNG_ROWS_MESSAGE = 96 };

/// Reads a whole file, and takes a warning for an error.
///
/// Samples of 16 bits are rounded to 8 (ISO/IEC 15948, 13.12); those of fewer are stretched.
/// - Parameters:
///   - width, height: The size that the file must have.
///   - line: Room for `width * 4` bytes.
///   - message: Room for `PNG_ROWS_MESSAGE` bytes: why it could not be read.
/// - Returns: 1 when all rows were read and the file is sound, else 0.
int png_rows_read(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *line,
                  png_rows_take take, void *context, char *message);

#endif
