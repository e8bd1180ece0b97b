import EventSourcing

extension PreparedStatement {
    /// Column `index` as an event's id; `nil` when it is none.
    func eventID(_ index: Int32) -> EventID? {
        withBytes(index) { EventID(copying: $0) }
    }

    /// Column `index` as a text that other rows may have too.
    func text(_ index: Int32, sharing texts: SharedTexts) -> String {
        withBytes(index) { texts.text($0) }
    }
}
