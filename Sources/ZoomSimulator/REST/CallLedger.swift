import EventSourcing

/// Which calls came, how often, and what they were answered.
struct CallLedger: Sendable {
    private struct Key: Hashable {
        var method: String
        var template: String
    }

    private struct Entry {
        var rate: String
        var calls: Int64 = 0
        var statuses: [Int: Int64] = [:]
    }

    private var entries: [Key: Entry] = [:]
    /// How often each call came exactly so.
    private var exact: [String: Int64] = [:]
    /// How often a call was answered well that had been answered well before, exactly so.
    private var repeated: [String: Int64] = [:]

    /// Takes note of a call and the status of its answer.
    mutating func note(_ call: ZoomCall, template: String, rate: String, status: Int) {
        let key = Key(method: call.method, template: template)
        entries[key, default: Entry(rate: rate)].calls += 1
        entries[key]?.statuses[status, default: 0] += 1
        // A new token is no repetition, nor is a file that is gone on with.
        guard status < 400, template != "/oauth/token", !template.hasPrefix("/rec/") else {
            return
        }
        let query = call.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            .joined(separator: "&")
        let text = "\(call.method) \(call.path)?\(query) \(call.body.hexadecimal)"
        exact[text, default: 0] += 1
        if exact[text, default: 0] > 1 { repeated["\(call.method) \(template)", default: 0] += 1 }
    }

    /// How many calls of a method came to a path with names in braces.
    func count(_ method: String, _ template: String) -> Int64 {
        entries[Key(method: method, template: template)]?.calls ?? 0
    }

    /// What was counted, per path, per rate class, and what came again though it had been answered.
    var json: JSON {
        let ordered = entries.sorted {
            ($0.key.template, $0.key.method) < ($1.key.template, $1.key.method)
        }
        var rates: [String: Int64] = [:]
        for (_, entry) in ordered { rates[entry.rate, default: 0] += entry.calls }
        return [
            "paths": .array(
                ordered.map { key, entry in
                    [
                        "method": .string(key.method), "path": .string(key.template),
                        "rate_class": .string(entry.rate), "calls": .integer(entry.calls),
                        "statuses": .object(
                            Dictionary(
                                uniqueKeysWithValues: entry.statuses.map {
                                    (String($0.key), JSON.integer($0.value))
                                }
                            )
                        ),
                    ]
                }
            ),
            "rate_classes": .object(rates.mapValues { .integer($0) }),
            "calls": .integer(rates.values.reduce(0, +)),
            "repeated": .object(repeated.mapValues { .integer($0) }),
        ]
    }
}
