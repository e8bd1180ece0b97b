/// How people come into a meeting, as far as attendance rests on it; `nil` leaves what Zoom has.
public struct MeetingSettings: Sendable, Hashable {
    /// Whether and how people register.
    ///
    /// The raw values are the storage format.
    public enum Registration: String, Sendable, Hashable, CaseIterable {
        /// Nobody registers.
        case none
        /// Whoever registers is approved.
        case automatic
        /// Somebody approves each.
        case manual
    }

    /// For what of a series a registration holds.
    ///
    /// The raw values are the storage format.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Once, for all dates.
        case all
        /// For each date anew.
        case each
        /// Once, for the dates that are chosen.
        case chosen
    }

    /// Whether the meeting records itself.
    ///
    /// The raw values are the storage format.
    public enum Recording: String, Sendable, Hashable, CaseIterable {
        /// No.
        case none
        /// On the host's device.
        case local
        /// In Zoom's cloud.
        case cloud
    }

    /// Whether and how people register.
    public var registration: Registration?
    /// For what of a series a registration holds.
    public var scope: Scope?
    /// Whether it records itself.
    public var recording: Recording?
    /// Whether participants may join before the host.
    public var allowsJoinBeforeHost: Bool?
    /// How long before the start they may: 0 for any time, 5, 10 or 15 minutes.
    public var joinBeforeHostMinutes: Int64?
    /// Whether participants wait to be admitted.
    public var hasWaitingRoom: Bool?
    /// Whether Zoom writes to those who are registered.
    public var writesToRegistrants: Bool?

    /// Settings that leave everything as it is.
    public init(
        registration: Registration? = nil,
        scope: Scope? = nil,
        recording: Recording? = nil,
        allowsJoinBeforeHost: Bool? = nil,
        joinBeforeHostMinutes: Int64? = nil,
        hasWaitingRoom: Bool? = nil,
        writesToRegistrants: Bool? = nil
    ) {
        self.registration = registration
        self.scope = scope
        self.recording = recording
        self.allowsJoinBeforeHost = allowsJoinBeforeHost
        self.joinBeforeHostMinutes = joinBeforeHostMinutes
        self.hasWaitingRoom = hasWaitingRoom
        self.writesToRegistrants = writesToRegistrants
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { self == MeetingSettings() }

    /// These settings with what others say in place of it.
    public func overridden(by other: MeetingSettings) -> MeetingSettings {
        MeetingSettings(
            registration: other.registration ?? registration,
            scope: other.scope ?? scope,
            recording: other.recording ?? recording,
            allowsJoinBeforeHost: other.allowsJoinBeforeHost ?? allowsJoinBeforeHost,
            joinBeforeHostMinutes: other.joinBeforeHostMinutes ?? joinBeforeHostMinutes,
            hasWaitingRoom: other.hasWaitingRoom ?? hasWaitingRoom,
            writesToRegistrants: other.writesToRegistrants ?? writesToRegistrants
        )
    }

    /// What of others differs from these.
    public func difference(to other: MeetingSettings) -> MeetingSettings {
        func changed<Value: Equatable>(_ known: Value?, _ wanted: Value?) -> Value? {
            known == wanted ? nil : wanted
        }
        return MeetingSettings(
            registration: changed(registration, other.registration),
            scope: changed(scope, other.scope),
            recording: changed(recording, other.recording),
            allowsJoinBeforeHost: changed(allowsJoinBeforeHost, other.allowsJoinBeforeHost),
            joinBeforeHostMinutes: changed(joinBeforeHostMinutes, other.joinBeforeHostMinutes),
            hasWaitingRoom: changed(hasWaitingRoom, other.hasWaitingRoom),
            writesToRegistrants: changed(writesToRegistrants, other.writesToRegistrants)
        )
    }
}
