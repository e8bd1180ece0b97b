#include "CLogBaseline.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct writer {
    sqlite3 *db;
    sqlite3_stmt *begin, *commit, *savepoint, *release, *event, *payload, *subject, *settle, *cursor;
    struct baseline_event contents;
    int64_t position, first_stream, streams, settled;
};

static int run(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

static int open_writer(struct writer *writer, const char *path, struct baseline_event contents,
                       int64_t streams) {
    memset(writer, 0, sizeof *writer);
    writer->contents = contents;
    writer->streams = streams;
    int code = sqlite3_open_v2(path, &writer->db, SQLITE_OPEN_READWRITE, NULL);
    if (code) return code;
    code = sqlite3_exec(writer->db,
                        "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;"
                        "PRAGMA wal_autocheckpoint = 10000; BEGIN",
                        NULL, NULL, NULL);
    for (int64_t stream = 0; stream < streams && !code; stream++)
        code = sqlite3_exec(writer->db,
                            "INSERT INTO stream (category, identifier)"
                            " VALUES ('bench', hex(randomblob(16)))",
                            NULL, NULL, NULL);
    if (!code) code = sqlite3_exec(writer->db, "COMMIT", NULL, NULL, NULL);
    if (code) return code;
    writer->first_stream = sqlite3_last_insert_rowid(writer->db) - streams + 1;
    const struct { const char *sql; sqlite3_stmt **statement; } all[] = {
        {"BEGIN IMMEDIATE", &writer->begin},
        {"COMMIT", &writer->commit},
        {"SAVEPOINT job", &writer->savepoint},
        {"RELEASE job", &writer->release},
        {"INSERT INTO event (position, stream, version, id, type, schema_version, recorded_us,"
         " occurred_us, actor, correlation, causation, metadata, payload_hash, leaf)"
         " VALUES (?, ?, ?, ?, 'connection.joined', 1, ?, ?, 'zoom', NULL, NULL, ?, ?, ?)",
         &writer->event},
        {"INSERT INTO payload (position, body, personal) VALUES (?, ?, ?)", &writer->payload},
        {"INSERT INTO subject (subject, key) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING",
         &writer->subject},
        {"INSERT INTO stream_event (stream, version, position)"
         " SELECT stream, version, position FROM event WHERE position >= ?"
         " ORDER BY stream, version",
         &writer->settle},
        {"UPDATE stream_cursor SET size = ?", &writer->cursor},
    };
    for (size_t index = 0; index < sizeof all / sizeof *all && !code; index++)
        code = sqlite3_prepare_v3(writer->db, all[index].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  all[index].statement, NULL);
    return code;
}

static void close_writer(struct writer *writer) {
    sqlite3_stmt *all[] = {writer->begin, writer->commit,  writer->savepoint,
                           writer->release, writer->event, writer->payload,
                           writer->subject, writer->settle, writer->cursor};
    for (size_t index = 0; index < sizeof all / sizeof *all; index++) sqlite3_finalize(all[index]);
    sqlite3_close(writer->db);
}

static int append(struct writer *writer) {
    unsigned char id[16] = {0}, hash[32] = {0};
    int64_t position = writer->position++;
    for (int byte = 0; byte < 8; byte++) id[byte] = (unsigned char)(position >> (56 - 8 * byte));
    memcpy(hash, id, sizeof id);
    sqlite3_bind_int64(writer->event, 1, position);
    sqlite3_bind_int64(writer->event, 2, writer->first_stream + position % writer->streams);
    sqlite3_bind_int64(writer->event, 3, position / writer->streams);
    sqlite3_bind_blob(writer->event, 4, id, sizeof id, SQLITE_TRANSIENT);
    sqlite3_bind_int64(writer->event, 5, 1700000000000000 + position);
    sqlite3_bind_int64(writer->event, 6, 1700000000000000 + position);
    sqlite3_bind_blob(writer->event, 7, writer->contents.metadata,
                      (int)writer->contents.metadata_count, SQLITE_STATIC);
    sqlite3_bind_blob(writer->event, 8, hash, sizeof hash, SQLITE_TRANSIENT);
    sqlite3_bind_blob(writer->event, 9, hash, sizeof hash, SQLITE_TRANSIENT);
    int code = run(writer->event);
    if (code) return code;
    sqlite3_bind_int64(writer->payload, 1, position);
    sqlite3_bind_blob(writer->payload, 2, writer->contents.body,
                      (int)writer->contents.body_count, SQLITE_STATIC);
    sqlite3_bind_blob(writer->payload, 3, writer->contents.personal,
                      (int)writer->contents.personal_count, SQLITE_STATIC);
    code = run(writer->payload);
    if (code || writer->contents.events_per_subject == 0 ||
        position % writer->contents.events_per_subject != 0)
        return code;
    // A newcomer: whose key is which.
    char subject[40];
    snprintf(subject, sizeof subject, "%016llx%016llx",
             (unsigned long long)position * 0x9E3779B97F4A7C15ull, (unsigned long long)position);
    sqlite3_bind_text(writer->subject, 1, subject, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(writer->subject, 2, position);
    return run(writer->subject);
}

// Files the last events under their streams, as the log does.
static int settle(struct writer *writer) {
    if (writer->position - writer->settled < writer->contents.unsettled_max) return SQLITE_OK;
    sqlite3_bind_int64(writer->settle, 1, writer->settled);
    int code = run(writer->settle);
    if (code) return code;
    writer->settled = writer->position;
    sqlite3_bind_int64(writer->cursor, 1, writer->settled);
    return run(writer->cursor);
}

int baseline_append(const char *path, struct baseline_event contents, int64_t count,
                    int64_t per_commit, double *seconds) {
    struct writer writer;
    int code = open_writer(&writer, path, contents, 1);
    double start = now();
    for (int64_t done = 0; done < count && !code; done += per_commit) {
        code = run(writer.begin);
        for (int64_t index = 0; index < per_commit && !code; index++) code = append(&writer);
        if (!code) code = settle(&writer);
        if (!code) code = run(writer.commit);
    }
    *seconds = now() - start;
    close_writer(&writer);
    return code;
}

// Many producers and one writer: a producer adds itself to the waiting count and sleeps until the
// commit that took it in; the writer takes all that wait.
struct group {
    pthread_mutex_t mutex;
    pthread_cond_t waiting, committed;
    int64_t asked, taken, done, each;
    int producers, finished, code;
};

static void *produce(void *argument) {
    struct group *group = argument;
    for (int64_t index = 0; index < group->each; index++) {
        pthread_mutex_lock(&group->mutex);
        int64_t ticket = ++group->asked;
        pthread_cond_signal(&group->waiting);
        while (group->done < ticket && !group->code)
            pthread_cond_wait(&group->committed, &group->mutex);
        pthread_mutex_unlock(&group->mutex);
    }
    pthread_mutex_lock(&group->mutex);
    group->finished++;
    pthread_cond_signal(&group->waiting);
    pthread_mutex_unlock(&group->mutex);
    return NULL;
}

int baseline_group(const char *path, struct baseline_event contents, int producers,
                   int64_t each, double *seconds) {
    struct writer writer;
    int code = open_writer(&writer, path, contents, producers);
    struct group group = {.each = each, .producers = producers};
    pthread_t *threads = calloc((size_t)producers, sizeof *threads);
    if (code || !threads) {
        free(threads);
        close_writer(&writer);
        return code ? code : SQLITE_NOMEM;
    }
    pthread_mutex_init(&group.mutex, NULL);
    pthread_cond_init(&group.waiting, NULL);
    pthread_cond_init(&group.committed, NULL);
    double start = now();
    for (int index = 0; index < producers; index++)
        pthread_create(&threads[index], NULL, produce, &group);
    pthread_mutex_lock(&group.mutex);
    while (group.finished < producers && !group.code) {
        while (group.asked == group.taken && group.finished < producers)
            pthread_cond_wait(&group.waiting, &group.mutex);
        int64_t until = group.asked, from = group.taken;
        group.taken = until;
        pthread_mutex_unlock(&group.mutex);
        if (until > from) {
            code = run(writer.begin);
            for (int64_t index = from; index < until && !code; index++) {
                code = run(writer.savepoint);
                if (!code) code = append(&writer);
                if (!code) code = run(writer.release);
            }
            if (!code) code = settle(&writer);
            if (!code) code = run(writer.commit);
        }
        pthread_mutex_lock(&group.mutex);
        group.done = until;
        group.code = code;
        pthread_cond_broadcast(&group.committed);
    }
    pthread_mutex_unlock(&group.mutex);
    for (int index = 0; index < producers; index++) pthread_join(threads[index], NULL);
    *seconds = now() - start;
    free(threads);
    close_writer(&writer);
    return code;
}

int baseline_scan(const char *path, int64_t *events, int64_t *bytes, double *seconds) {
    sqlite3 *db;
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    if (!code)
        code = sqlite3_prepare_v2(db,
                                  "SELECT event.*, payload.* FROM event"
                                  " JOIN payload USING (position) ORDER BY position",
                                  -1, &statement, NULL);
    *events = *bytes = 0;
    double start = now();
    while (!code && sqlite3_step(statement) == SQLITE_ROW) {
        *events += 1;
        for (int column = 0; column < sqlite3_column_count(statement); column++)
            *bytes += sqlite3_column_type(statement, column) == SQLITE_INTEGER
                          ? (int64_t)sizeof(int64_t)
                          : sqlite3_column_bytes(statement, column);
    }
    *seconds = now() - start;
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return code;
}

int baseline_probe(const char *path, int64_t count, size_t size, double *seconds) {
    char *block = calloc(1, size);
    if (!block) return ENOMEM;
    int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    int code = file < 0 ? errno : 0;
    double start = now();
    for (int64_t index = 0; index < count && !code; index++)
        if (write(file, block, size) != (ssize_t)size || fdatasync(file)) code = errno;
    *seconds = now() - start;
    if (file >= 0) close(file);
    free(block);
    return code;
}
