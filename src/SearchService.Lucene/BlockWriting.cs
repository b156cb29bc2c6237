using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>A text as the block of documents that <see cref="PassageFields"/> describes.</summary>
internal static class BlockWriting
{
    public static IEnumerable<Document> Block(IndexedDocument indexed, LanguageAnalyzers analyzers)
    {
        var id = indexed.Stored.Summary.Id;
        var language = indexed.Stored.Summary.Work.Work.Language;
        foreach (var passage in indexed.Passages)
        {
            yield return Passage(id, language, passage, analyzers);
        }

        yield return
        [
            new StringField(PassageFields.Group, id, Field.Store.NO),
            new StringField(PassageFields.Role, PassageFields.RootRole, Field.Store.NO),
            new BinaryDocValuesField(PassageFields.Id, new BytesRef(id)),
            new StoredField(PassageFields.Record, StoredRecords.Write(indexed.Stored)),
        ];
    }

    private static Document Passage(string id, string? language, IndexedPassage passage, LanguageAnalyzers analyzers)
    {
        var document = new Document
        {
            new StringField(PassageFields.Group, id, Field.Store.NO),
            new StringField(PassageFields.Role, PassageFields.PassageRole, Field.Store.NO),
            new StoredField(PassageFields.Record, StoredRecords.Write(passage.Stored)),
            new NumericDocValuesField(PassageFields.OrdinalNumber, passage.Stored.Ordinal),
        };
        foreach (var (field, given) in passage.Fields)
        {
            var terms =
                field == PassageField.Stem
                    ? analyzers.Stems(language, passage.Fields[PassageField.Text], given)
                    : given;
            if (terms.Count > 0)
            {
                document.Add(new Field(PassageFields.Name(field), new PositionedTerms(terms), PassageFields.Words));
            }
        }

        foreach (var (column, values) in passage.Values)
        {
            AddValues(document, column, values);
        }

        AddValues(document, PassageColumn.Ordinal, [passage.Stored.Ordinal.ToString(CultureInfo.InvariantCulture)]);
        if (passage.Year is { } year)
        {
            AddValues(document, PassageColumn.Year, [year.ToString(CultureInfo.InvariantCulture)]);
            document.Add(new Int32Field(PassageFields.YearNumber, year, Field.Store.NO));
            document.Add(new NumericDocValuesField(PassageFields.YearNumber, year));
        }

        return document;
    }

    private static void AddValues(Document document, PassageColumn column, IEnumerable<string> values)
    {
        var name = PassageFields.Name(column);
        foreach (var value in values.Where(PassageFields.IsIndexable).Distinct(StringComparer.Ordinal))
        {
            document.Add(new StringField(name, value, Field.Store.NO));
            document.Add(new SortedSetDocValuesField(name, new BytesRef(value)));
        }
    }
}
