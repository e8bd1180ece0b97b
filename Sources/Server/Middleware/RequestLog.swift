import HTTPTypes
import Hummingbird
import Logging

/// Says of each request, where the level is `debug`, what was asked and what was answered.
///
/// Never by its own address, which may hold a link that lets people sign, but by the pattern of such
/// addresses.
struct RequestLog: RouterMiddleware {
    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        context.logger.debug(
            "request answered",
            metadata: [
                "method": "\(request.method)", "endpoint": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
            ]
        )
        return response
    }
}
