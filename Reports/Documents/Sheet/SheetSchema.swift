/// The JSON Schema of a sheet's JSON (JSON Schema 2020-12), for programs that take it in.
public enum SheetSchema {
    /// The schema, as it is served and stands beside this.
    public static var json: [UInt8] { PackageResources.attendance_sheet_json }
}
