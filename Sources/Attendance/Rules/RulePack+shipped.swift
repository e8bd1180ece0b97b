import EventSourcing

extension RulePack {
    /// The packs that come with the program, by name; an organisation may bring its own.
    public static let shipped: [RulePack] = [
        PackageResources.generic_3_json, PackageResources.fr_formation_1_json,
        PackageResources.es_fundae_1_json, PackageResources.it_safety_1_json,
        PackageResources.de_bamf_1_json, PackageResources.pl_esf_1_json,
        PackageResources.us_nasba_cpe_1_json,
    ].map(read).sorted { $0.name < $1.name }

    /// Follows no particular law: the planned time counts, three quarters of it are present.
    public static let generic = read(PackageResources.generic_3_json)

    /// The shipped pack of a name, or of a name and version such as `fr-formation@1`.
    public static func shipped(_ name: String) -> RulePack? {
        shipped.last { $0.name == name || $0.id == name }
    }

    private static func read(_ file: [UInt8]) -> RulePack {
        do {
            return try RulePack(json: try JSON(parsing: file))
        } catch {
            // The files are part of the program, and a test reads each.
            preconditionFailure("a rule pack that comes with the program cannot be read: \(error)")
        }
    }
}
