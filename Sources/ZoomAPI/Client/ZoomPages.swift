/// The pages of a list, asked for one after the other as they are read.
///
/// A page that fails is no end: the failure is thrown, and the pages before it have been read.
public struct ZoomPages<Page: ZoomPaged>: AsyncSequence, Sendable {
    let client: ZoomClient
    let call: ZoomCall<Page>

    /// Reads the pages in order.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let client: ZoomClient
        let call: ZoomCall<Page>
        var state: PageState

        /// The next page; `nil` after the last.
        /// - Throws: ``ZoomFailure``; the next call then starts no new page.
        public mutating func next() async throws(ZoomFailure) -> Page? {
            switch state.step {
            case .end: return nil
            case .repeated(let page): throw ended(.pageRepeated(page: page))
            case .tooMany: throw ended(.tooManyPages)
            case .ask(let token):
                var call = call
                if let token { call.operation.set("next_page_token", to: token) }
                let page: Page
                do {
                    page = try await client.answer(to: call)
                } catch {
                    state.end()
                    throw error
                }
                state.read(nextToken: page.nextPageToken)
                return page
            }
        }

        private mutating func ended(_ reason: ZoomFailure.Reason) -> ZoomFailure {
            state.end()
            return client.failure(reason, of: call.operation, tries: state.pages)
        }
    }

    /// Starts from the first page.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            client: client,
            call: call,
            state: PageState(pagesMax: client.limits.pagesMax)
        )
    }
}

extension ZoomClient {
    /// The pages of a list.
    public nonisolated func pages<Page>(of call: ZoomCall<Page>) -> ZoomPages<Page> {
        ZoomPages(client: self, call: call)
    }

    /// Everything a list has, all pages together.
    /// - Throws: ``ZoomFailure`` when a page fails; also for a list of which something could not be
    ///   read, for it would look whole.
    public nonisolated func all<Element>(
        of call: ZoomCall<ZoomPage<Element>>
    ) async throws(ZoomFailure) -> [Element] {
        var elements: [Element] = []
        var pages = pages(of: call).makeAsyncIterator()
        while let page = try await pages.next() {
            guard page.unreadable == 0 else {
                let fault = ZoomAnswerFault.missing("what \(page.unreadable) elements are about")
                throw failure(.unreadable(fault), of: call.operation, tries: 1)
            }
            elements += page.elements
        }
        return elements
    }
}
