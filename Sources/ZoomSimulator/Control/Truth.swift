public import EventSourcing

/// What really happened: who was connected to which instance, from when to when.
///
/// Sheets can be compared with it; no client of the API sees it.
public struct Truth: Sendable, Hashable {
    /// The instances, in the order of their beginning.
    public var instances: [TrueInstance]

    /// An instance as it was.
    public struct TrueInstance: Sendable, Hashable {
        /// Its uuid.
        public var uuid: String
        /// The meeting's number.
        public var number: Int64
        /// The occurrence it was of; `nil` for one that nobody planned.
        public var occurrenceID: String?
        /// The planned start of that.
        public var plannedStart: Instant?
        /// When it began.
        public var start: Instant
        /// When it ended; `nil` while it runs.
        public var end: Instant?
        /// Who was connected.
        public var connections: [TrueConnection]
    }

    /// A connection as it was.
    public struct TrueConnection: Sendable, Hashable {
        /// Whose it was: an e-mail address.
        public var person: String
        /// What they were called there.
        public var name: String
        /// Zoom's name of the connection.
        public var participantUUID: String
        /// The registrant id they came by.
        public var registrantID: String?
        /// Whether it was the host.
        public var isHost: Bool
        /// How long they waited to be admitted, in seconds, which is no attendance.
        public var waitedSeconds: Int64
        /// The stays, which follow each other without a gap where somebody moved between rooms.
        public var stays: [TrueStay]
    }

    /// A stay in one room.
    public struct TrueStay: Sendable, Hashable {
        /// Zoom's name of the stay.
        public var userID: String
        /// From when.
        public var join: Instant
        /// Until when; `nil` while it lasts.
        public var leave: Instant?
        /// The uuid of the breakout room; `nil` for the main room.
        public var room: String?
    }
}

extension SimulatedZoom {
    /// What really happened up to now.
    public var truth: Truth {
        Truth(
            instances: instanceOrder.compactMap { instances[$0] }.map { instance in
                Truth.TrueInstance(
                    uuid: instance.uuid,
                    number: instance.number,
                    occurrenceID: instance.occurrence?.id,
                    plannedStart: instance.occurrence?.start,
                    start: instance.start,
                    end: instance.end,
                    connections: instance.connections.filter { !$0.stays.isEmpty }
                        .map(Truth.TrueConnection.init)
                )
            }
        )
    }
}

extension Truth.TrueConnection {
    fileprivate init(_ connection: SimulatedConnection) {
        let visitor = connection.visitor
        person = visitor.person
        name = visitor.name
        participantUUID = visitor.participantUUID
        registrantID = visitor.registrantID
        isHost = visitor.isHost
        waitedSeconds =
            connection.waited.map { $0.join.seconds(to: $0.leave ?? $0.join) } ?? 0
        stays = connection.stays.map {
            Truth.TrueStay(userID: $0.userID, join: $0.join, leave: $0.leave, room: $0.room)
        }
    }
}

extension Truth {
    /// The truth as the control endpoint tells it.
    public var json: JSON { ["instances": .array(instances.map(\.json))] }
}

extension Truth.TrueInstance {
    fileprivate var json: JSON {
        [
            "uuid": .string(uuid), "meeting_id": .integer(number),
            "occurrence_id": .optional(occurrenceID), "planned_start": .time(plannedStart),
            "start_time": .time(start), "end_time": .time(end),
            "connections": .array(connections.map(\.json)),
        ]
    }
}

extension Truth.TrueConnection {
    fileprivate var json: JSON {
        [
            "person": .string(person), "name": .string(name),
            "participant_uuid": .string(participantUUID),
            "registrant_id": .optional(registrantID), "is_host": .bool(isHost),
            "waited_seconds": .integer(waitedSeconds),
            "stays": .array(
                stays.map {
                    [
                        "user_id": .string($0.userID), "join_time": .time($0.join),
                        "leave_time": .time($0.leave), "room": .optional($0.room),
                    ]
                }
            ),
        ]
    }
}
