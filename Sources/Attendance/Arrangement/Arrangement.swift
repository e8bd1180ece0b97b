public import EventSourcing

/// One arrangement as it stands: what is wanted, what of it Zoom has done, and who is registered.
public struct Arrangement: Sendable, Hashable {
    /// Something that is wanted of Zoom.
    public struct Intent: Sendable, Hashable {
        /// Its number, from 0, in the order in which it was wanted.
        public var number: Int64
        /// What is wanted.
        public var step: Step
        /// What became of it.
        public var standing: Standing
    }

    /// What may be wanted.
    public enum Step: Sendable, Hashable {
        /// That the meeting is made.
        case create
        /// That something is otherwise.
        case change(ArrangementChanged)
        /// That it or a date of it is not held.
        case cancel(ArrangementCancelled)
        /// That what runs ends.
        case end(MeetingEndAsked)
    }

    /// What became of something wanted.
    public enum Standing: Sendable, Hashable {
        /// It waits; why, where something came in between.
        case open(delayedBy: String?)
        /// Zoom did it.
        case done
        /// Zoom refused, and why.
        case refused(String)
        /// It is of no use any more, for the whole was cancelled.
        case dropped
    }

    /// What was first wanted; `nil` for a meeting that was taken over.
    public private(set) var arranged: MeetingArranged?
    /// What was taken over; `nil` for a meeting that was arranged here.
    public private(set) var takenOver: MeetingTakenOver?
    /// Everything that was wanted, in order.
    public private(set) var intents: [Intent] = []
    /// The meeting at Zoom, once it is known.
    public private(set) var meeting: MeetingReference?
    /// The topic wanted.
    public private(set) var topic: Personal<String>?
    /// The agenda wanted.
    public private(set) var agenda: Personal<String>?
    /// How often it is held.
    public private(set) var form: MeetingForm?
    /// The dates wanted, by start.
    public private(set) var dates: [ArrangedDate] = []
    /// The planned length wanted, in seconds.
    public private(set) var seconds: Int64?
    /// How people are to come in.
    public private(set) var settings = MeetingSettings()
    /// The dates as Zoom last told them.
    public private(set) var confirmedDates: [ConfirmedDate] = []
    /// The dates that are not to be held.
    public private(set) var cancelledDates: Set<OccurrenceID> = []
    /// Whether none of it is to be held.
    public private(set) var isCancelled = false
    /// Who was registered because the roster expects them, by the keyed hash of their address.
    public private(set) var registered: [BlindIndex: RegisteredPerson] = [:]
    /// Whose registration was cancelled because the roster expects them no longer.
    public private(set) var removed: Set<BlindIndex> = []
    /// Whom Zoom does not register, and why, by the keyed hash of their address.
    public private(set) var refusedRegistrants: [BlindIndex: RegistrantRefused] = [:]
    /// Who presents in it, where somebody said so.
    public private(set) var panelists: [PersonID]?
    /// Who was made a panelist because of that, by the keyed hash of their address.
    public private(set) var presenting: [BlindIndex: RegisteredPerson] = [:]
    /// Whom Zoom does not take as a panelist, and why, by the keyed hash of their address.
    public private(set) var refusedPanelists: [BlindIndex: RegistrantRefused] = [:]
    /// How keeping the registrants and panelists in step stands.
    public private(set) var registrants = Standing.open(delayedBy: nil)

    /// Nothing is wanted.
    public init() {}

    /// Its id; `nil` while nothing is wanted.
    public var id: ArrangementID? { arranged?.arrangement ?? takenOver?.arrangement }
    /// The account's id at Zoom.
    public var account: String? { arranged?.account ?? takenOver?.meeting.account }
    /// Meeting or webinar.
    public var kind: MeetingKind {
        meeting?.kind ?? arranged?.kind ?? takenOver?.meeting.kind ?? .meeting
    }
    /// For whom it is.
    public var link: MeetingLink? { arranged?.link ?? takenOver?.link }
    /// The keyed hash of whoever hosts it.
    public var hostIndex: BlindIndex? { arranged?.hostIndex ?? takenOver?.hostIndex }

    /// What waits to be done next; `nil` where nothing does.
    ///
    /// What cancels the whole comes before all else but finding out whether it was made. Nothing is
    /// done of a meeting that could not be made.
    public var next: Intent? {
        if let withdrawal { return isMade || isRefused ? withdrawal : intents.first }
        guard let first = intents.first(where: \.isOpen) else { return nil }
        return first.step == .create || isMade ? first : nil
    }

    /// The wish, still open, that none of it is held.
    public var withdrawal: Intent? {
        intents.first {
            guard case .cancel(let cancelled) = $0.step else { return false }
            return $0.isOpen && cancelled.occurrence == nil
        }
    }

    /// Whether it is at Zoom, as far as is known.
    public var isMade: Bool { meeting != nil }

    /// Whether Zoom refused to make it.
    private var isRefused: Bool {
        guard let first = intents.first, first.step == .create else { return false }
        return !first.isOpen && meeting == nil
    }

    /// Whether people are registered at it.
    public var hasRegistration: Bool {
        settings.registration == .automatic || settings.registration == .manual
    }

    /// Whether Muster looks after who may come to it, or presents in it.
    public var keepsPeople: Bool { hasRegistration || panelists != nil }

    /// Zoom's id of a date, by any name of it.
    public func zoomID(of names: [OccurrenceID]) -> String? {
        confirmedDates.first { names.contains($0.occurrence) }?.zoomID
    }

    /// The start of a date, as it is wanted or as Zoom has it.
    func start(of occurrence: OccurrenceID) -> Instant? {
        dates.first { $0.occurrence == occurrence }?.time.window.start
            ?? confirmedDates.first { $0.occurrence == occurrence }?.start
    }

    /// Takes in what happened to it.
    public mutating func evolve(with event: ArrangementEvent) {
        switch event {
        case .arranged(let event): note(event)
        case .takenOver(let event): note(event)
        case .changed(let event): note(event)
        case .cancelled(let event): note(event)
        case .endAsked(let event): add(.end(event))
        case .retried: retry()
        case .confirmed(let event): note(event)
        case .refused(let event): settle(event.intent, as: .refused(event.reason))
        case .delayed(let event): settle(event.intent, as: .open(delayedBy: event.reason))
        case .registrantsAdded(let event):
            registrants = .open(delayedBy: nil)
            for person in event.people {
                registered[person.emailIndex] = person
                removed.remove(person.emailIndex)
                refusedRegistrants[person.emailIndex] = nil
            }
        case .registrantsRemoved(let event):
            registrants = .open(delayedBy: nil)
            for person in event.people {
                registered[person.emailIndex] = nil
                removed.insert(person.emailIndex)
            }
        case .registrantRefused(let event): refusedRegistrants[event.emailIndex] = event
        case .panelistsNamed(let event):
            panelists = event.people
            reopenRegistrants()
        case .panelistsAdded(let event):
            registrants = .open(delayedBy: nil)
            for person in event.people {
                presenting[person.emailIndex] = person
                refusedPanelists[person.emailIndex] = nil
            }
        case .panelistsRemoved(let event):
            registrants = .open(delayedBy: nil)
            for person in event.people { presenting[person.emailIndex] = nil }
        case .panelistRefused(let event): refusedPanelists[event.emailIndex] = event
        }
    }

    private mutating func note(_ event: MeetingArranged) {
        arranged = event
        topic = event.topic
        agenda = event.agenda
        form = event.form
        dates = event.dates
        seconds = event.seconds
        settings = event.settings
        add(.create)
    }

    private mutating func note(_ event: MeetingTakenOver) {
        takenOver = event
        meeting = event.meeting
        form = event.isSeries ? nil : .once
        settings = settings.overridden(by: event.settings)
        confirmedDates = event.dates
    }

    private mutating func note(_ event: ArrangementChanged) {
        topic = event.topic ?? topic
        agenda = event.agenda ?? agenda
        if let rule = event.rule { form = .recurring(rule) }
        seconds = event.occurrence == nil ? event.seconds ?? seconds : seconds
        settings = settings.overridden(by: event.settings)
        if event.rule != nil {
            dates = event.dates
        } else {
            let changed = Set(event.dates.map(\.occurrence))
            dates = dates.filter { !changed.contains($0.occurrence) } + event.dates
        }
        dates.sort {
            ($0.time.window.start, $0.occurrence) < ($1.time.window.start, $1.occurrence)
        }
        // What changes how people register may let in who was refused.
        if !event.settings.isEmpty { reopenRegistrants() }
        add(.change(event))
    }

    private mutating func note(_ event: ArrangementCancelled) {
        if let occurrence = event.occurrence {
            cancelledDates.insert(occurrence)
        } else {
            isCancelled = true
        }
        add(.cancel(event))
    }

    private mutating func note(_ event: ArrangementConfirmed) {
        meeting = event.meeting ?? meeting
        confirmedDates = event.dates ?? confirmedDates
        let isWithdrawal = withdrawal?.number == event.intent
        settle(event.intent, as: .done)
        guard isWithdrawal else { return }
        for index in intents.indices where intents[index].isOpen {
            intents[index].standing = .dropped
        }
    }

    private mutating func add(_ step: Step) {
        intents.append(
            Intent(number: Int64(intents.count), step: step, standing: .open(delayedBy: nil))
        )
    }

    private mutating func settle(_ intent: Int64?, as standing: Standing) {
        guard let intent else {
            registrants = standing
            return
        }
        guard let index = intents.firstIndex(where: { $0.number == intent }),
            intents[index].isOpen
        else { return }
        intents[index].standing = standing
    }

    private mutating func retry() {
        for index in intents.indices {
            guard case .refused = intents[index].standing else { continue }
            intents[index].standing = .open(delayedBy: nil)
        }
        reopenRegistrants()
    }

    private mutating func reopenRegistrants() {
        refusedRegistrants = [:]
        refusedPanelists = [:]
        registrants = .open(delayedBy: nil)
    }
}

extension Arrangement.Intent {
    /// Whether it waits.
    public var isOpen: Bool { standing.isOpen }
}

extension Arrangement.Standing {
    /// Whether it waits.
    public var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    /// Why it was refused; `nil` where it was not.
    public var refusal: String? {
        if case .refused(let reason) = self { reason } else { nil }
    }

    /// What came in between; `nil` where nothing did.
    public var delay: String? {
        if case .open(let reason) = self { reason } else { nil }
    }
}
