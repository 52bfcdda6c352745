//! The charts of the cover, drawn from its figures.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartPoint, ChartSolidFill, ChartType, Color,
    ObjectMovement, Worksheet,
};

use super::super::words;
use super::super::{Context, WriteError, style, title};
use super::RIGHT;
use super::total::{Block, columns};

/// Size of a chart, in pixels.
const SIZE: (u32, u32) = (580, 320);
/// Colour of risks that were not rated.
const UNRATED: u32 = 0x00A6_A6A6;

/// Puts both charts side by side, current risks by stage and by band.
pub(super) fn insert(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    row: u32,
    bands: &Block,
    stages: &Block,
) -> Result<(), WriteError> {
    if context.assessment.risks.is_empty() {
        return Ok(());
    }
    sheet.insert_chart(row, 0, &by_stage(context, stages))?;
    sheet.insert_chart(row, RIGHT, &by_band(context, bands))?;
    Ok(())
}

fn by_stage(context: &Context<'_>, block: &Block) -> Chart {
    let (lang, name) = (context.lang, words::COVER.get(context.lang));
    let mut chart = plain(ChartType::ColumnStacked, words::STAGE_HEAD.get(lang));
    let (first, last) = (block.head + 1, block.head + block.rows);
    for (column, id) in (block.left + 2..).zip(columns(context)) {
        let series = chart.add_series();
        series
            .set_name(title::band(context.assessment, id, lang))
            .set_categories((name, first, block.left, last, block.left))
            .set_values((name, first, column, last, column))
            .set_format(&mut filled(colour(context, id)))
            .set_gap(60);
    }
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    chart
}

fn by_band(context: &Context<'_>, block: &Block) -> Chart {
    let (lang, name) = (context.lang, words::COVER.get(context.lang));
    let mut chart = plain(ChartType::Column, words::CURRENT_HEAD.get(lang));
    let (first, last) = (block.head + 1, block.head + block.rows);
    let bands = context.assessment.method.bands.iter().rev().map(|band| Some(band.id.as_str()));
    let points: Vec<ChartPoint> = bands
        .chain([None])
        .map(|id| ChartPoint::new().set_format(&mut filled(colour(context, id))))
        .collect();
    let current = block.left + 3;
    chart
        .add_series()
        .set_name(words::CURRENT.get(lang))
        .set_categories((name, first, block.left, last, block.left))
        .set_values((name, first, current, last, current))
        .set_points(&points)
        .set_data_label(rust_xlsxwriter::ChartDataLabel::new().show_value())
        .set_gap(60);
    chart.legend().set_hidden();
    chart
}

fn plain(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.set_width(SIZE.0).set_height(SIZE.1).set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    chart.title().set_name(title).set_font(&font(11));
    chart.x_axis().set_font(&font(9));
    chart.y_axis().set_font(&font(9)).set_min(0).set_num_format("0");
    chart
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(style::FONT).set_size(size);
    font
}

fn filled(rgb: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(rgb)));
    format
}

fn colour(context: &Context<'_>, band: Option<&str>) -> u32 {
    let bands = &context.assessment.method.bands;
    let known = band.and_then(|id| bands.iter().find(|known| known.id == id));
    known.and_then(|band| style::colour(&band.colour)).unwrap_or(UNRATED)
}
