using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;

namespace SearchService.Api;

/// <summary>The forms in which a citation is asked for.</summary>
internal static partial class CitationFormats
{
    public const string Text = "text";
    public const string Html = "html";
    public const string Markdown = "markdown";
    public const string CslJson = "csl-json";
    public const string BibTex = "bibtex";
    public const string Ris = "ris";

    public static IReadOnlyList<string> All { get; } = [Text, Html, Markdown, CslJson, BibTex, Ris];

    /// <summary>The work in an exchange format; null for the formats of people.</summary>
    public static string? Export(string format, Work work, Locator? locator, string? quotation) =>
        format switch
        {
            CslJson => CslJsonWriter.Export(work, locator, quotation),
            BibTex => BibTexWriter.Write(work, locator, quotation),
            Ris => RisWriter.Write(work, locator, quotation),
            _ => null,
        };

    /// <summary>The work as a file of an exchange format; null for the formats of people.</summary>
    public static IResult? File(string format, Work work, Locator? locator, string? quotation)
    {
        var type = format switch
        {
            CslJson => "application/vnd.citationstyles.csl+json",
            BibTex => "application/x-bibtex",
            _ => "application/x-research-info-systems",
        };
        return Export(format, work, locator, quotation) is { } export
            ? TypedResults.Text(export, type, Encoding.UTF8)
            : null;
    }

    /// <summary>
    /// Words ready to paste, with their citation in the text: in quotation marks, or as a block where they are many. A stop at their end goes
    /// behind the citation, but not in a block.
    /// </summary>
    public static string Quotation(string words, CitationStyle style, Citation citation, string format)
    {
        var inText = citation.Note is null ? " " + Render(citation.InText, format) : "";
        if (style.Quotations.IsBlock(words))
        {
            var block = Escape(style.Quotations.Block(words), format) + inText;
            return format switch
            {
                Html => $"<blockquote>{block}</blockquote>",
                Markdown => "> " + block.Replace("\n", "\n> ", StringComparison.Ordinal),
                _ => block,
            };
        }

        var line = LineBreaks().Replace(words, " ");
        var ends = inText.Length > 0 && line is [.., not '.', '.'];
        return Escape(style.Quotations.Quote(ends ? line[..^1] : line), format) + inText + (ends ? "." : "");
    }

    /// <summary>Null in styles that cite in the text.</summary>
    public static NoteForms? Note(Citation citation, string format) =>
        citation.Note is { } note ? new NoteForms(Render(note.Full, format), Render(note.Short, format)) : null;

    public static IReadOnlyList<string> Warnings(string words, CitationStyle style, Citation citation) =>
        style.Quotations.IsBlock(words) ? [.. citation.Warnings, style.Quotations.BlockWarning] : citation.Warnings;

    public static string Render(FormattedText text, string format) =>
        format switch
        {
            Html => text.Html,
            Markdown => text.Markdown,
            _ => text.Plain,
        };

    /// <summary>Plain words in a format.</summary>
    public static string Escape(string words, string format) =>
        format switch
        {
            Html => WebUtility.HtmlEncode(words),
            Markdown => new FormattedText([new TextRun(words, Italic: false)]).Markdown,
            _ => words,
        };

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineBreaks();
}
