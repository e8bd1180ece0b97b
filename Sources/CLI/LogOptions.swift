public import ArgumentParser
public import Logging

/// What a server writes of what it does, to standard error.
struct LogOptions: ParsableArguments {
    @Option(help: "The least that it writes to standard error of what it does.")
    var logLevel: Logger.Level = .notice

    /// The log of a server, and of the libraries it rests on, for the life of the process.
    func logger(_ label: String) -> Logger {
        LoggingSystem.bootstrap { [logLevel] label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = logLevel
            return handler
        }
        return Logger(label: label)
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
