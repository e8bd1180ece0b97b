import EventSourcing
import NIOCore

/// The calls of a connection that wait for their answers; used on the connection's event loop only.
final class Calls: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    typealias Outcome = Result<Answer, CallFailure>

    private struct Call {
        var answer = Answer()
        var asking: CheckedContinuation<Outcome, Never>
    }

    private var waiting: [Int64: Call] = [:]
    private var greeting: EventLoopPromise<Greeting>?
    private var context: ChannelHandlerContext?
    private var endedBecause: String?

    init(greeting: EventLoopPromise<Greeting>) { self.greeting = greeting }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        end("the connection ended")
        self.context = nil
    }

    /// Sends a request, and remembers who asks.
    func begin(
        _ id: Int64,
        _ frame: ByteBuffer,
        _ asking: CheckedContinuation<Outcome, Never>
    ) {
        guard let context, context.channel.isActive, endedBecause == nil else {
            let reason = endedBecause ?? "the connection ended"
            asking.resume(returning: .failure(.notSent("\(reason); connect again")))
            return
        }
        waiting[id] = Call(asking: asking)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    /// Waits no longer for an answer; when it comes, nobody reads it.
    func abandon(_ id: Int64) {
        let call = waiting.removeValue(forKey: id)
        call?.asking.resume(returning: .failure(.lost("the task that asked was cancelled")))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(WireError) {
            let message = try JSON(frame: unwrapInboundIn(data))
            if let greeting {
                let greeted = try Greeting(wire: message)
                self.greeting = nil
                greeting.succeed(greeted)
            } else {
                try take(try Reply(wire: message))
            }
        } catch {
            end("\(error)")
            context.close(promise: nil)
        }
    }

    private func take(_ reply: Reply) throws(WireError) {
        switch reply {
        case .part(let id, let elements): waiting[id]?.answer.elements += elements
        case .result(let id, let result):
            guard var call = waiting.removeValue(forKey: id) else { return }
            call.answer.result = result
            call.asking.resume(returning: .success(call.answer))
        case .refusal(let id, let error):
            waiting.removeValue(forKey: id)?.asking.resume(returning: .failure(.refused(error)))
        case .end(let error): throw WireError(error.reason)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end("\(error)")
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { end("the connection ended") }

    /// Tells everybody who waits that no answer will come; the first reason is the one that counts.
    private func end(_ reason: String) {
        let reason = endedBecause ?? reason
        endedBecause = reason
        greeting?.fail(WireError(reason))
        greeting = nil
        let lost = waiting
        waiting = [:]
        for call in lost.values { call.asking.resume(returning: .failure(.lost(reason))) }
    }
}
