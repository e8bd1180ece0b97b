import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement

/// The devices that were handed over to be signed on: each holds a cookie, with a code that only this
/// server makes, for one room.
///
/// So the addresses that are seen on such a device are of no use on another. A new access token ends them
/// all.
struct HandedDevices {
    static let cookie = "muster-device"

    let token: AccessToken
    let forwarding: Forwarding

    /// Where a room is opened first, on whichever device is to be its own.
    func path(of room: RoomLink) -> String {
        switch room.mode {
        case .ownDevices: "/room/\(room.token)"
        case .sharedDevice:
            "/room/\(room.token)?device=\(token.deviceCode(ofRoom: room.tokenHash.text))"
        }
    }

    /// The room that the device is of which a request comes from.
    func room(of request: Request) -> SHA256Digest? {
        guard let value = request.cookies[Self.cookie]?.value else { return nil }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let room = SHA256Digest(String(parts[0]))
        return token.allows(device: String(parts[1]), ofRoom: room.text) ? room : nil
    }

    /// Makes the device a room's own that opens its first address, whose code is seen no more then.
    func taking(
        _ request: Request,
        forRoom room: SHA256Digest,
        at path: String,
        _ context: MusterContext
    ) -> Response? {
        guard let code = request.uri.queryParameters["device"],
            token.allows(device: String(code), ofRoom: room.text)
        else { return nil }
        var response = Response.redirect(
            to: path + LanguageChoice(request).query,
            type: .normal
        )
        response.setCookie(
            Cookie(
                name: Self.cookie,
                value: "\(room.text).\(code)",
                path: "/",
                secure: forwarding.isSecure(request, context),
                httpOnly: true,
                sameSite: .lax
            )
        )
        return response
    }
}
