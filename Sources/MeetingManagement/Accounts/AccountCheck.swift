public import EventSourcing

/// What was found when an account was looked at, and what to do about it.
public struct AccountCheck: Sendable, Hashable {
    /// One thing that was looked at.
    public struct Finding: Sendable, Hashable {
        /// How it stands.
        public enum Weight: String, Sendable, Hashable {
            /// As it should be.
            case good
            /// Worth knowing, and nothing is wrong.
            case note
            /// Wrong.
            case wrong
        }

        /// How it stands.
        public var weight: Weight
        /// What it is: a message key.
        public var key: String
        /// What was found, in English.
        public var sentence: String
        /// What to do, in English; empty where nothing is to be done.
        public var advice: String

        /// Creates a finding.
        public init(
            _ weight: Weight,
            _ key: String,
            _ sentence: String,
            advice: String = ""
        ) {
            self.weight = weight
            self.key = key
            self.sentence = sentence
            self.advice = advice
        }
    }

    /// The account as it is known here.
    public var account: AccountReading
    /// What was found, in the order it was looked at.
    public var findings: [Finding]

    /// Whether anything is wrong.
    public var isWrong: Bool { findings.contains { $0.weight == .wrong } }

    /// The check as JSON.
    public var json: JSON {
        [
            "account": account.json,
            "ok": .bool(!isWrong),
            "findings": .array(
                findings.map {
                    [
                        "weight": .string($0.weight.rawValue),
                        "finding": .string($0.key),
                        "sentence": .string($0.sentence),
                        "advice": .string($0.advice),
                    ]
                }
            ),
        ]
    }
}
