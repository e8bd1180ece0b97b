import EventSourcing

extension JSON {
    /// An object of the members that have a value.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        var object: [String: JSON] = [:]
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}

extension ZoomCall where Answer == Void {
    /// A call of whose answer nothing matters but that it came.
    init(_ operation: ZoomOperation) {
        self.init(operation) { (_) throws(ZoomAnswerFault) in () }
    }
}

extension ZoomCall {
    /// A call for a page of a list, as long as Zoom makes them.
    static func page<Element>(
        _ operation: ZoomOperation,
        listing name: String,
        element: @escaping @Sendable (JSON) -> Element?
    ) -> ZoomCall where Answer == ZoomPage<Element> {
        var operation = operation
        operation.set("page_size", to: String(Answer.sizeMax))
        return list(operation, listing: name, element: element)
    }

    /// A call for a list that has one page.
    static func list<Element>(
        _ operation: ZoomOperation,
        listing name: String,
        element: @escaping @Sendable (JSON) -> Element?
    ) -> ZoomCall where Answer == ZoomPage<Element> {
        ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            try ZoomPage(answer, listing: name, element: element)
        }
    }
}
