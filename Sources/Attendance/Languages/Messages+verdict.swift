extension Messages {
    /// What a rule found, as a phrase: `Came 12 minutes late`.
    ///
    /// Its numbers stand in the message by their names; lengths of time and hundredths are written
    /// out, as `{time}` for `seconds`, `{unit_time}` for `unit_seconds` and `{credits}`. A finding in
    /// plurals has one number, which counts.
    public func text(of verdict: Verdict) -> String {
        let key = "verdict.\(verdict.finding)"
        var arguments = ["slot": verdict.slot.map(shortTitle) ?? ""]
        for (name, number) in verdict.numbers {
            switch name {
            case "seconds": arguments["time"] = text(ofSeconds: number)
            case "unit_seconds": arguments["unit_time"] = text(ofSeconds: number)
            case "hundredths": arguments["credits"] = text(ofHundredths: number)
            default: arguments[name] = String(number)
            }
        }
        guard case .plurals = message(key), let count = verdict.numbers.first?.value else {
            return text(key, arguments)
        }
        return text(key, count: Int(count), arguments)
    }

    /// Whether what a rule asks for is so, in a word.
    public func text(of outcome: Verdict.Outcome) -> String { text("verdict.\(outcome.rawValue)") }

    /// `1.4`, without zeros at its end.
    private func text(ofHundredths hundredths: Int64) -> String {
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        guard rest != 0 else { return String(whole) }
        let fraction = rest % 10 == 0 ? String(rest / 10) : rest < 10 ? "0\(rest)" : String(rest)
        return text("verdict.decimal", ["whole": String(whole), "fraction": fraction])
    }
}
