import Foundation

extension Page {
    /// Where `.ci/setup test` puts axe-core, the accessibility checker; it is no part of the program.
    static let checker = "/usr/local/share/axe-core/axe.min.js"

    /// What axe-core holds against the page as it is shown: WCAG 2.2 A and AA, and what is held to be good
    /// practice.
    /// - Returns: a line for every element, with the rule.
    func accessibilityViolations() async throws -> [String] {
        let script = try String(contentsOfFile: Self.checker, encoding: .utf8)
        try await evaluate(script + "; true")
        let answer = try await evaluate(
            """
            axe.run(document, { runOnly: { type: "tag", values: [
              "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
            ] } }).then(({ violations, passes }) => {
              if (passes.length < 10) return ["axe-core looked at nothing"];
              return violations.flatMap((rule) => rule.nodes.map((node) =>
                `${rule.id} (${rule.impact}): ${node.target} ${node.html} ${node.failureSummary}`));
            })
            """
        )
        return answer.elements.compactMap(\.text)
    }
}
