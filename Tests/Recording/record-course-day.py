#!/usr/bin/env python3
"""Writes the recorded course day that `muster demo` plays.

    python3 Tests/Recording/record-course-day.py > Tests/Recording/course-day.ndjson

One delivery a line, as Zoom would send it, in the disorder Zoom shows: joins before the start of the
meeting, breakout hops whose join comes before its leave, a rejoin, a host drop with a second run, a
leave that comes after the rejoin, repeated deliveries, an end before the last leaves. All people,
addresses and ids are made up. The same seed gives the same bytes.
"""
import base64, datetime, hashlib, json, random, sys

random.seed(20260309)
UTC = datetime.timezone.utc
ACCOUNT, NUMBER = "aQ3rTzXkQeGm5n0vWbYc1A", 86412309757
HOST = "h7Kd2mPqRxyVb1LwT0sNzA"
TOPIC = "Sécurité incendie – équipier de première intervention"
OUT = []


def at(text, day="2026-03-09"):
    return datetime.datetime.fromisoformat(f"{day}T{text}+00:00")


def iso(t):
    return t.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def uid(*parts):
    return base64.b64encode(hashlib.sha256("/".join(parts).encode()).digest()[:16]).decode()


def guid(*parts):
    h = hashlib.sha256("/".join(parts).encode()).hexdigest().upper()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:32]}"


def deliver(event, payload, stamped, lag=None, ascii_escapes=False):
    """A delivery leaves Zoom a little after it is stamped; key order differs between event types."""
    lag = random.uniform(0.2, 2.4) if lag is None else lag
    received = stamped + datetime.timedelta(seconds=lag)
    ts = int(stamped.timestamp() * 1000) + random.randint(0, 999)
    body = {"event": event, "payload": payload, "event_ts": ts}
    if "participant_" in event:
        body = {"payload": payload, "event_ts": ts, "event": event}
    text = json.dumps(body, ensure_ascii=ascii_escapes, separators=(",", ":"))
    OUT.append((received, text))
    return received, text


def again(delivery, seconds):
    OUT.append((delivery[0] + datetime.timedelta(seconds=seconds), delivery[1]))


# name, address, how they are known to Zoom, seconds after the first join
PEOPLE = [
    ("Amélie Dubois", "amelie.dubois@ateliers-vauban.example", "A"),
    ("José María Núñez", "jm.nunez@ateliers-vauban.example", "A"),
    ("Zoë Müller-Lüdenscheidt", "zoe.mueller@ateliers-vauban.example", "A"),
    ("Θεοδώρα Παπαδοπούλου", "t.papadopoulou@hermes-log.example", "B"),
    ("Дмитрий Иванов", "d.ivanov@hermes-log.example", "B"),
    ("محمد الحسن", "m.alhasan@hermes-log.example", "B"),
    ("נועה לוי", "noa.levi@hermes-log.example", "B"),
    ("अनन्या शर्मा", "ananya.sharma@hermes-log.example", "A"),
    ("山田 太郎", "taro.yamada@ateliers-vauban.example", "A"),
    ("Nguyễn Thị Minh Khai", "khai.nguyen@ateliers-vauban.example", "B"),
    ("สมชาย ใจดี", "somchai@hermes-log.example", "A"),
    ("김민준", "minjun.kim@hermes-log.example", "B"),
    ("Łukasz Wiśniewski", "l.wisniewski@ateliers-vauban.example", "A"),
    ("Samira Benali", "s.benali@ateliers-vauban.example", "B"),
]
REGISTRANT = {n: base64.urlsafe_b64encode(hashlib.sha256(n.encode()).digest()[:16]).decode().rstrip("=") for n, _, _ in PEOPLE}
EMAIL = {n: e for n, e, _ in PEOPLE}
ROOM = {n: r for n, _, r in PEOPLE}
ABSENT = "Samira Benali"
TRAINER, GUEST = "Claire Fontaine", "iPhone de Marc"

# --- the weeks before: planned, registered ------------------------------------------------------
MEETING_UUID = uid("first run")
created = at("08:12:31", "2026-02-16")
deliver("endpoint.url_validation", {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}, at("08:05:00", "2026-02-16"))
deliver("meeting.created", {
    "account_id": ACCOUNT, "operator": "claire.fontaine@formation-lumiere.example", "operator_id": HOST,
    "operation": "single", "object": {
        "uuid": MEETING_UUID, "id": NUMBER, "host_id": HOST, "topic": TOPIC, "type": 2,
        "start_time": "2026-03-09T09:30:00Z", "duration": 150, "timezone": "Europe/Paris",
        "join_url": f"https://zoom.example/j/{NUMBER}", "settings": {"use_pmi": False, "alternative_hosts": ""}}},
    created)
# the course was first planned half an hour shorter: a change carries only what changed
deliver("meeting.updated", {
    "account_id": ACCOUNT, "operator": "claire.fontaine@formation-lumiere.example", "operator_id": HOST,
    "scope": "single", "time_stamp": int(at("09:40:12", "2026-02-16").timestamp() * 1000),
    "object": {"id": NUMBER, "duration": 180}, "old_object": {"id": NUMBER, "duration": 150}},
    at("09:40:12", "2026-02-16"))
for i, (name, email, _) in enumerate(PEOPLE):
    first, _, last = name.partition(" ")
    stamped = at("10:00:00", "2026-02-18") + datetime.timedelta(hours=7 * i, minutes=random.randint(0, 59))
    sent = deliver("meeting.registration_created", {
        "account_id": ACCOUNT, "object": {
            "uuid": MEETING_UUID, "id": NUMBER, "host_id": HOST, "topic": TOPIC, "type": 2,
            "start_time": "2026-03-09T09:30:00Z", "duration": 180, "timezone": "Europe/Paris",
            "registrant": {"id": REGISTRANT[name], "first_name": first, "last_name": last, "email": email,
                           "org": "Ateliers Vauban" if "vauban" in email else "Hermes Logistique",
                           "custom_questions": [], "status": "approved",
                           "join_url": f"https://zoom.example/w/{NUMBER}?tk={REGISTRANT[name]}"}}},
        stamped)
    if i % 6 == 1:
        again(sent, 300)

# --- the day -------------------------------------------------------------------------------------
class Run:
    def __init__(self, name, start):
        self.uuid, self.start, self.next_id, self.name = uid(name), start, 16778240, name

    def object(self, participant=None):
        o = {"uuid": self.uuid}
        if participant is not None:
            o["participant"] = participant
        o.update({"id": str(NUMBER), "type": 2, "topic": TOPIC, "host_id": HOST, "duration": 180,
                  "start_time": iso(self.start), "timezone": "Europe/Paris"})
        return {"account_id": ACCOUNT, "object": o}

    def user_id(self):
        self.next_id += 1024
        return str(self.next_id - 1024)


class Stay:
    """One connection: a participant_uuid that lives over hops; the user_id is new with each."""

    def __init__(self, run, name, device="laptop"):
        self.run, self.name, self.user_id = run, name, run.user_id()
        self.uuid = guid(run.name, name, device, self.user_id)
        self.ip = f"203.0.113.{10 + abs(hash_(name)) % 200}"

    def participant(self, **extra):
        p = {"public_ip": self.ip, "user_id": self.user_id, "user_name": self.name,
             "participant_uuid": self.uuid}
        if self.name == TRAINER:
            p.update({"id": HOST, "participant_user_id": HOST, "email": "claire.fontaine@formation-lumiere.example"})
        elif self.name in REGISTRANT:
            p.update({"id": "", "participant_user_id": "", "email": EMAIL[self.name], "registrant_id": REGISTRANT[self.name]})
        else:
            p.update({"id": "", "participant_user_id": "", "email": ""})
            if random.random() < 0.5:
                p["registrant_id"] = None
        p.update(extra)
        return p

    def join(self, t, lag=None):
        return deliver("meeting.participant_joined", self.run.object(self.participant(join_time=iso(t))),
                       t + datetime.timedelta(seconds=random.uniform(1.1, 3.4)), lag)

    def leave(self, t, reason="left the meeting. Reason : left the meeting", lag=None):
        p = self.participant(leave_time=iso(t), leave_reason=reason, private_ip="10.0.0.12")
        p.setdefault("registrant_id", "")
        return deliver("meeting.participant_left", self.run.object(p),
                       t + datetime.timedelta(seconds=random.uniform(1.1, 3.4)), lag)

    def hop(self, t, room, entering):
        """Left and joined in the same second; often the join is delivered first."""
        old, old_id = self.participant(), self.user_id
        reason = "left the meeting to join breakout room" if entering and random.random() < 0.3 else "left the meeting"
        stamped = t + datetime.timedelta(seconds=random.uniform(1.1, 2.0))
        first = random.uniform(0.3, 1.4)
        gap = random.uniform(0.002, 1.0)
        joined_first = random.random() < 0.42
        old.update({"leave_time": iso(t), "leave_reason": f"left the meeting. Reason : {reason}", "private_ip": "10.0.0.12"})
        deliver("meeting.participant_left", self.run.object(old), stamped, first + (gap if joined_first else 0))
        self.user_id = self.run.user_id()
        deliver("meeting.participant_joined", self.run.object(self.participant(join_time=iso(t))),
                stamped + datetime.timedelta(milliseconds=45), first + (0 if joined_first else gap))
        kind = "joined" if entering else "left"
        move = self.participant(parent_user_id=old_id)
        move["join_time" if entering else "leave_time"] = iso(t)
        if not entering:
            move["leave_reason"] = "Leave breakout room."
        payload = self.run.object(move)
        payload["object"]["breakout_room_uuid"] = uid("room", room)
        deliver(f"meeting.participant_{kind}_breakout_room", payload, stamped, first + random.uniform(0, 0.8))


def hash_(text):
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


one = Run("first run", at("09:22:41"))
one.uuid = MEETING_UUID
# the trainer's assistant of sorts: someone is there before the host
deliver("meeting.participant_jbh_joined", one.object({"id": "", "user_name": "Amélie Dubois", "registrant_id": REGISTRANT["Amélie Dubois"]}),
        at("09:22:40"), 0.2)
ATTENDING = [n for n, _, _ in PEOPLE if n != ABSENT]
stays = {}
stays[TRAINER] = Stay(one, TRAINER)
stays[TRAINER].join(at("09:22:41"), 0.3)          # delivered before the start
deliver("meeting.started", one.object(), at("09:22:41"), 4.1)
OFFSETS = [150, 1795, 205, 260, 300, 331, 372, 388, 401, 420, 466, 515, 540]
for name, offset in zip(ATTENDING, OFFSETS):
    stays[name] = Stay(one, name)
    t = at("09:22:41") + datetime.timedelta(seconds=offset)
    joined = stays[name].join(t)
    if name == "Amélie Dubois":
        again(joined, 0.6)                          # delivered twice at once
stays[GUEST] = Stay(one, GUEST)
guest_join = stays[GUEST].join(at("09:41:07"))
again(guest_join, 300)                              # and again five minutes later
second_device = Stay(one, "山田 太郎", "phone")      # one person on two devices
second_device.join(at("09:58:20"))
deliver("meeting.sharing_started", one.object({"user_id": stays[TRAINER].user_id, "user_name": TRAINER, "sharing_details": {"content": "application"}}), at("09:36:00"))
deliver("meeting.participant_data_connection_established", one.object({"user_id": stays[TRAINER].user_id}), at("09:36:20"))

for name in ATTENDING:                              # to the breakout rooms, and back
    stays[name].hop(at("10:10:04") + datetime.timedelta(seconds=random.randint(0, 5)), ROOM[name], True)
for name in ATTENDING:
    stays[name].hop(at("10:40:30") + datetime.timedelta(seconds=random.randint(0, 4)), ROOM[name], False)

second_device.leave(at("10:44:51"), lag=0.9)
stays["Дмитрий Иванов"].leave(at("10:49:12"), "got disconnected from the meeting. Reason : Client Close.", lag=78)
back = Stay(one, "Дмитрий Иванов", "again")        # a rejoin: new ids; the leave above comes after it
back.join(at("10:50:02"))
stays["Дмитрий Иванов"] = back

drop = at("11:02:10")                               # the host's line fails; the run ends with it
for i, name in enumerate(ATTENDING + [GUEST, TRAINER]):
    if name == "김민준":
        continue                                    # his leave never comes
    stays[name].leave(drop, "left the meeting. Reason : Host ended the meeting.", lag=random.uniform(16, 24) if i % 4 == 0 else None)
ended = one.object()
ended["object"]["end_time"] = iso(drop)
first_end = deliver("meeting.ended", ended, drop + datetime.timedelta(seconds=1), 17.4)

two = Run("second run", at("11:04:33"))             # the same number, another run
stays2 = {TRAINER: Stay(two, TRAINER)}
stays2[TRAINER].join(at("11:04:33"), 0.2)
deliver("meeting.started", two.object(), at("11:04:33"), 0.3)
again(first_end, 300)
for i, name in enumerate(ATTENDING + [GUEST]):
    stays2[name] = Stay(two, name)
    stays2[name].join(at("11:04:52") + datetime.timedelta(seconds=7 * i))
stays2["Łukasz Wiśniewski"].leave(at("11:21:40"))
deliver("meeting.participant_role_changed", two.object({"user_id": stays2["Amélie Dubois"].user_id, "user_name": "Amélie Dubois", "id": "", "participant_uuid": stays2["Amélie Dubois"].uuid, "date_time": "2026-03-09T11:30:00Z", "old_role": "attendee", "new_role": "co-host"}), at("11:30:01"))

end = at("12:31:04")
for i, name in enumerate([n for n in ATTENDING if n != "Łukasz Wiśniewski"] + [GUEST, TRAINER]):
    # the last leaves are delivered after the end, and stamped before it
    stays2[name].leave(end - datetime.timedelta(seconds=(13 - i) % 5), lag=random.uniform(0.5, 2) if i % 3 else random.uniform(22, 31))
ended = two.object()
ended["object"]["end_time"] = iso(end)
deliver("meeting.ended", ended, end + datetime.timedelta(seconds=0.7), 18.2)

OUT.sort(key=lambda d: d[0])
for received, text in OUT:
    stamp = received.strftime("%Y-%m-%dT%H:%M:%S.") + f"{received.microsecond // 1000:03d}Z"
    sys.stdout.write(json.dumps({"received_at": stamp, "body": text}, ensure_ascii=False, separators=(",", ":")) + "\n")
