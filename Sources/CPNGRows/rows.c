#include "CPNGRows.h"

#include <png.h>
#include <string.h>

struct source {
    const uint8_t *next;
    size_t left;
};

static void read_bytes(png_structp png, png_bytep into, size_t count) {
    struct source *source = png_get_io_ptr(png);
    if (count > source->left) png_error(png, "the file ends too early");
    memcpy(into, source->next, count);
    source->next += count;
    source->left -= count;
}

static void fail(png_structp png, png_const_charp text) {
    char *message = png_get_error_ptr(png);
    strncpy(message, text, PNG_ROWS_MESSAGE - 1);
    message[PNG_ROWS_MESSAGE - 1] = 0;
    png_longjmp(png, 1);
}

/// Everything libpng can do wrong is called from here, so that `longjmp` leaves nothing behind.
static void read_rows(png_structp png, png_infop info, uint32_t width, uint32_t height,
                      uint8_t *line, png_rows_take take, void *context) {
    png_read_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height)
        png_error(png, "its size differs");
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    // libpng is not asked to put the passes together: each row of a pass comes by itself.
    int passes = png_get_interlace_type(png, info) == PNG_INTERLACE_ADAM7 ? 7 : 0;
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != (size_t)width * 4) png_error(png, "unknown layout");
    for (uint32_t y = 0; passes == 0 && y < height; y += 1) {
        png_read_row(png, line, NULL);
        struct png_rows_row row = {line, width, y, 0, 1};
        take(context, &row);
    }
    for (int pass = 0; pass < passes; pass += 1) {
        uint32_t columns = PNG_PASS_COLS(width, pass), rows = PNG_PASS_ROWS(height, pass);
        for (uint32_t at = 0; columns > 0 && at < rows; at += 1) {
            png_read_row(png, line, NULL);
            struct png_rows_row row = {
                line, columns, PNG_ROW_FROM_PASS_ROW(at, pass), PNG_COL_FROM_PASS_COL(0, pass),
                PNG_PASS_COL_OFFSET(pass),
            };
            take(context, &row);
        }
    }
    png_read_end(png, NULL);
}

int png_rows_read(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *line,
                  png_rows_take take, void *context, char *message) {
    struct source source = {bytes, count};
    message[0] = 0;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, fail, fail);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    int is_read = 0;
    if (info && setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &source, read_bytes);
        png_set_user_limits(png, width, height);
        read_rows(png, info, width, height, line, take, context);
        png_destroy_read_struct(&png, &info, NULL);
        is_read = 1;
    } else if (png) {
        // `info` is set before `setjmp` and not afterwards, so it is what it was.
        png_destroy_read_struct(&png, &info, NULL);
    }
    return is_read;
}
