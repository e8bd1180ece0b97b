/// The pages of a list, asked for one after the other as they are read.
///
/// A page that fails is no end: the failure is thrown, and the pages before it have been read. A list
/// that is read slower than its tokens live ends with ``ZoomFailure/Reason/pageExpired(page:)``; what
/// needs the whole of it reads it by ``ZoomClient/allPages(of:)``, which begins anew.
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
                do throws(ZoomFailure) {
                    page = try await client.answer(to: call)
                } catch {
                    state.end()
                    throw token == nil ? error : ofPage(error)
                }
                state.read(nextToken: page.nextPageToken)
                return page
            }
        }

        /// What was answered to the first page is answered to the next ones, unless Zoom no longer
        /// knows the token, which alone is new in them.
        private func ofPage(_ failure: ZoomFailure) -> ZoomFailure {
            guard case .refused(let refusal) = failure.reason, refusal.code == 300 else {
                return failure
            }
            let reason = ZoomFailure.Reason.pageExpired(page: state.pages + 1)
            return client.failure(reason, of: call.operation, tries: failure.tries)
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

    /// All pages of a list, read to the last before any is handed on.
    ///
    /// A list whose token expired is begun anew, once; the pages read by then are dropped, so that
    /// nothing is there twice.
    /// - Throws: ``ZoomFailure`` when a page fails.
    public nonisolated func allPages<Page: ZoomPaged>(
        of call: ZoomCall<Page>
    ) async throws(ZoomFailure) -> [Page] {
        do throws(ZoomFailure) {
            return try await pagesOnce(of: call)
        } catch {
            guard case .pageExpired = error.reason else { throw error }
            return try await pagesOnce(of: call)
        }
    }

    private nonisolated func pagesOnce<Page: ZoomPaged>(
        of call: ZoomCall<Page>
    ) async throws(ZoomFailure) -> [Page] {
        var read: [Page] = []
        var pages = pages(of: call).makeAsyncIterator()
        while let page = try await pages.next() { read.append(page) }
        return read
    }

    /// Everything a list has, all pages together, each element as often as Zoom lists it.
    /// - Throws: ``ZoomFailure`` when a page fails; also for a list of which something could not be
    ///   read, for it would look whole.
    public nonisolated func all<Element>(
        of call: ZoomCall<ZoomPage<Element>>
    ) async throws(ZoomFailure) -> [Element] {
        let pages = try await allPages(of: call)
        let unreadable = pages.reduce(0) { $0 + $1.unreadable }
        guard unreadable == 0 else {
            let fault = ZoomAnswerFault.missing("what \(unreadable) elements are about")
            throw failure(.unreadable(fault), of: call.operation, tries: 1)
        }
        return pages.flatMap(\.elements)
    }
}
