import HTTPTypes
import Hummingbird
import Reports

/// The style sheet, the scripts and the schema of sheets, which are part of the program.
struct AssetController {
    private static let assets: [String: (bytes: [UInt8], type: String)] = [
        "muster.css": (PackageResources.muster_css, "text/css; charset=utf-8"),
        "login.js": (PackageResources.login_js, "text/javascript; charset=utf-8"),
        "presence.js": (PackageResources.presence_js, "text/javascript; charset=utf-8"),
        "pad.js": (PackageResources.pad_js, "text/javascript; charset=utf-8"),
        "texts.js": (PackageResources.texts_js, "text/javascript; charset=utf-8"),
        "trainer.js": (PackageResources.trainer_js, "text/javascript; charset=utf-8"),
        "waiting.js": (PackageResources.waiting_js, "text/javascript; charset=utf-8"),
        "within.js": (PackageResources.within_js, "text/javascript; charset=utf-8"),
        "attendance-sheet.schema.json": (SheetSchema.json, "application/schema+json"),
        "sign.js": (PackageResources.sign_js, "text/javascript; charset=utf-8"),
    ]

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":name", use: asset)  // GET /assets/NAME
    }

    @Sendable func asset(_ request: Request, context: MusterContext) async throws -> Response {
        guard let asset = Self.assets[try context.parameters.require("name")] else {
            throw Problem(.notFound, "Not found", "There is nothing at this address.")
        }
        return .bytes(asset.bytes, type: asset.type)
    }
}
