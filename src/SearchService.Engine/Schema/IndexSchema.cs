using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SearchService.Engine.Schema;

/// <summary>
/// The fields and columns of an index. It is fixed when the index is first written; an index opened with another one is
/// refused (<see cref="IndexSchemaMismatchException"/>), because field numbers in its files would mean other things.
/// </summary>
/// <param name="TextFields">Names of the searchable token streams, each with its own dictionary, norms and statistics.</param>
/// <param name="Columns">Values per document for filters, sorting and facets.</param>
public sealed record IndexSchema(IReadOnlyList<string> TextFields, IReadOnlyList<ColumnDefinition> Columns)
{
    /// <summary>Two schemas of one fingerprint read each other's files: SHA-256 of names, kinds and their order, in hex.</summary>
    public string Fingerprint()
    {
        StringBuilder text = new();
        foreach (string field in TextFields)
        {
            text.Append(CultureInfo.InvariantCulture, $"field {field.Length}:{field}\n");
        }

        foreach (ColumnDefinition column in Columns)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"column {column.Name.Length}:{column.Name} {(int)column.Kind}\n"
            );
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The number of a text field; an unknown name is the caller's mistake.</summary>
    internal int FieldNumber(string name)
    {
        for (int i = 0; i < TextFields.Count; i++)
        {
            if (TextFields[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"The index has no text field '{name}'.", nameof(name));
    }

    /// <summary>The number of a column, which must be of the kind asked for where one is given.</summary>
    internal int ColumnNumber(string name, ColumnKind? kind = null)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return kind is null || Columns[i].Kind == kind
                    ? i
                    : throw new ArgumentException(
                        $"Column '{name}' holds {Columns[i].Kind}, not {kind}.",
                        nameof(name)
                    );
            }
        }

        throw new ArgumentException($"The index has no column '{name}'.", nameof(name));
    }

    internal static void Validate(IndexSchema schema)
    {
        if (
            schema.TextFields.Distinct(StringComparer.Ordinal).Count() != schema.TextFields.Count
            || schema.Columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() != schema.Columns.Count
        )
        {
            throw new ArgumentException("Two fields or two columns of the schema have the same name.", nameof(schema));
        }
    }
}

/// <summary>A column of an index and what it holds for each document.</summary>
public sealed record ColumnDefinition(string Name, ColumnKind Kind);

/// <summary>What a column holds for one document.</summary>
public enum ColumnKind
{
    /// <summary>Any number of strings, kept in the order given.</summary>
    Keyword = 0,

    /// <summary>One 64-bit integer, or none.</summary>
    Number = 1,
}
