import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns whatever goes wrong into an answer: problem details for programs, a page for people.
struct ProblemPages: RouterMiddleware {
    let pages: Pages

    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        let problem: Problem
        do {
            return try await next(request, context)
        } catch let known as Problem {
            problem = known
        } catch let error as any HTTPResponseError {
            problem = Self.problem(error)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            problem = Problem(
                .internalServerError,
                "Something went wrong",
                "The server could not answer. Its log says more."
            )
        }
        let choice = LanguageChoice(request)
        if request.wantsPage { return pages.problem(problem, in: choice) }
        // What a page's script is told, it shows to people.
        let isForPeople = Self.pagePaths.contains { request.uri.path.hasPrefix($0) }
        return (isForPeople ? problem.spoken(in: choice.messages) : problem)
            .response(from: request, context: context)
    }

    private static let pagePaths = ["/sign/", "/room/", "/occurrences/"]

    private static func problem(_ error: any HTTPResponseError) -> Problem {
        switch error.status {
        case .contentTooLarge:
            Problem(.contentTooLarge, "Too large", "The body is larger than this address takes.")
        case .notFound:
            Problem(.notFound, "Not found", "There is nothing at this address.")
        default:
            Problem(error.status, error.status.reasonPhrase, "The request cannot be answered.")
        }
    }
}
