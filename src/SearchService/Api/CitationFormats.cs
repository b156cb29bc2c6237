using System.Net;
using SearchService.Corpus.Citations;

namespace SearchService.Api;

/// <summary>The forms in which a citation is asked for.</summary>
internal static class CitationFormats
{
    public const string Text = "text";
    public const string Html = "html";
    public const string Markdown = "markdown";
    public const string CslJson = "csl-json";
    public const string BibTex = "bibtex";
    public const string Ris = "ris";

    public static IReadOnlyList<string> All { get; } = [Text, Html, Markdown, CslJson, BibTex, Ris];

    public static string Render(FormattedText text, string format) =>
        format switch
        {
            Html => text.ToHtml(),
            Markdown => text.ToMarkdown(),
            _ => text.ToPlainText(),
        };

    /// <summary>Plain words in a format.</summary>
    public static string Escape(string words, string format) =>
        format switch
        {
            Html => WebUtility.HtmlEncode(words),
            Markdown => new FormattedText([new TextRun(words, Italic: false)]).ToMarkdown(),
            _ => words,
        };
}
