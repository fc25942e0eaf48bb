import django.db.models.deletion
import thai.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('appeals', '0001_appeals')]

    initial = True

    dependencies = [
        ('accounts', '0001_first_release'),
        ('indicators', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='CityOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', thai.fields.CharField(max_length=100, verbose_name='เลขที่คำสั่งหรือหนังสือ')),
                ('dated', models.DateField(verbose_name='ลงวันที่')),
                ('subject', thai.fields.TextField(max_length=500, verbose_name='เรื่อง')),
                ('what_happened', thai.fields.TextField(max_length=20000, verbose_name='เหตุที่เกิดขึ้น')),
                ('added_at', models.DateTimeField(editable=False)),
                ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.yearcode', verbose_name='สาเหตุการอุทธรณ์')),
                ('requested_outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.yearcode', verbose_name='ผลที่ขอ')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='city_orders', to='indicators.fiscalyear', verbose_name='ปีงบประมาณ')),
            ],
            options={
                'verbose_name': 'คำสั่งที่มีผลทั้งเมือง',
                'ordering': ['-dated', '-id'],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='city_order_once', violation_error_message='ปีนี้มีคำสั่งเลขที่นี้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('status_since', models.DateTimeField(editable=False, null=True)),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('first_submitted_at', models.DateTimeField(editable=False, null=True)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('is_late', models.BooleanField(default=False, editable=False)),
                ('opened_at', models.DateTimeField(editable=False, null=True)),
                ('returned_due_on', models.DateField(editable=False, null=True)),
                ('mark', models.DecimalField(decimal_places=2, editable=False, max_digits=5, null=True, verbose_name='คะแนนตรวจประเมิน')),
                ('marked_at', models.DateTimeField(editable=False, null=True)),
                ('mark_is_late', models.BooleanField(default=False, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='เกณฑ์ที่อุทธรณ์')),
                ('status', models.CharField(choices=[('draft', 'ร่าง'), ('filed', 'ยื่นแล้ว รอรับเรื่อง'), ('registered', 'รับเรื่องแล้ว'), ('scheduled', 'อยู่ในวาระประชุม'), ('conditions', 'มีเงื่อนไขที่ต้องทำ'), ('closed', 'ยุติแล้ว'), ('withdrawn', 'ถอนอุทธรณ์')], default='draft', editable=False, max_length=10)),
                ('what_happened', thai.fields.TextField(blank=True, max_length=20000, verbose_name='เหตุที่เกิดขึ้น')),
                ('criterion_before', thai.fields.TextField(blank=True, max_length=20000, verbose_name='ข้อความเกณฑ์เดิม')),
                ('criterion_asked', thai.fields.TextField(blank=True, max_length=20000, verbose_name='ข้อความเกณฑ์ที่ขอ')),
                ('late_permitted_at', models.DateTimeField(editable=False, null=True)),
                ('late_reason', thai.fields.TextField(blank=True, editable=False, max_length=2000, verbose_name='เหตุผลที่อนุญาตให้ยื่นล่าช้า')),
                ('result', models.CharField(blank=True, choices=[('accepted', 'รับอุทธรณ์'), ('partly', 'รับอุทธรณ์บางส่วน'), ('rejected', 'ไม่รับอุทธรณ์')], editable=False, max_length=10, verbose_name='ผลการพิจารณา')),
                ('decided_on', models.DateField(editable=False, null=True, verbose_name='วันที่มีมติ')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='indicators.assignment')),
                ('cause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.yearcode', verbose_name='สาเหตุการอุทธรณ์')),
                ('criterion', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='indicators.criterionversion')),
                ('decided_outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.yearcode', verbose_name='ผลที่มีมติ')),
                ('dossier', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='indicators.dossier')),
                ('edited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invitation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.document', verbose_name='หนังสือเชิญประชุม')),
                ('late_permitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.document', verbose_name='หนังสืออุทธรณ์')),
                ('marked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.yearcode', verbose_name='ผลที่ขอ')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='appeals.cityorder')),
            ],
            options={
                'verbose_name': 'อุทธรณ์',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'filed', 'registered', 'scheduled', 'conditions', 'closed', 'withdrawn'])), name='appeal_status_known'), models.UniqueConstraint(condition=models.Q(('status__in', ['closed', 'withdrawn']), _negated=True), fields=('assignment', 'position'), name='appeal_one_open', violation_error_message='เรื่องนี้มีอุทธรณ์ที่ยังไม่ยุติอยู่แล้ว'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', False), ('status__in', ['conditions', 'closed']), ('result__in', ['accepted', 'partly', 'rejected'])), models.Q(models.Q(('status__in', ['conditions', 'closed']), _negated=True), ('decided_on__isnull', True), ('result', '')), _connector='OR'), name='appeal_result_when_decided')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', thai.fields.TextField(max_length=5000, verbose_name='เงื่อนไข')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='จำนวนที่กำหนด')),
                ('unit', thai.fields.CharField(blank=True, max_length=100, verbose_name='หน่วยนับ')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ภายในวันที่')),
                ('status', models.CharField(choices=[('open', 'ยังไม่ครบ'), ('verified', 'ครบตามเงื่อนไข'), ('waived', 'ยกเว้นให้'), ('failed', 'ไม่ผ่านเงื่อนไข')], default='open', editable=False, max_length=10)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='appeals.appeal')),
                ('dossier', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='condition', to='indicators.dossier')),
                ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'เงื่อนไข',
                'ordering': ['appeal', 'position'],
                'constraints': [models.UniqueConstraint(fields=('appeal', 'position'), name='condition_position_once'), models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gt', 0), _connector='OR'), name='condition_quantity_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'verified', 'waived', 'failed'])), name='condition_status_known')],
            },
        ),
        migrations.CreateModel(
            name='ConditionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='จำนวนที่ทำได้')),
                ('done_on', models.DateField(verbose_name='วันที่ดำเนินการ')),
                ('text', thai.fields.TextField(max_length=10000, verbose_name='สิ่งที่ดำเนินการ')),
                ('reported_at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('pending', 'รอตรวจ'), ('verified', 'รับรองแล้ว'), ('refused', 'ไม่รับรอง')], default='pending', editable=False, max_length=10)),
                ('ruled_at', models.DateTimeField(editable=False, null=True)),
                ('reason', thai.fields.TextField(blank=True, max_length=5000, verbose_name='เหตุผล')),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='appeals.condition')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='condition_report', to='indicators.revision')),
                ('ruled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'รายงานผลตามเงื่อนไข',
                'ordering': ['condition', 'number'],
                'constraints': [models.UniqueConstraint(fields=('condition', 'number'), name='condition_report_number_once'), models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gt', 0), _connector='OR'), name='condition_report_quantity_positive')],
            },
        ),
        migrations.CreateModel(
            name='ConditionRuling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ruling', models.CharField(choices=[('extend', 'ขยายเวลา'), ('waive', 'ยกเว้นเงื่อนไข'), ('fail', 'ถือว่าไม่ผ่านเงื่อนไข')], max_length=10, verbose_name='มติ')),
                ('resolution_reference', thai.fields.CharField(max_length=300, verbose_name='มติที่ประชุมครั้งที่')),
                ('resolved_on', models.DateField(verbose_name='วันที่มีมติ')),
                ('reason', thai.fields.TextField(max_length=5000, verbose_name='เหตุผล')),
                ('due_before', models.DateField(editable=False, null=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ขยายถึงวันที่')),
                ('ruled_at', models.DateTimeField(editable=False)),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='appeals.condition')),
                ('ruled_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'มติเรื่องเงื่อนไข',
                'ordering': ['condition', 'id'],
            },
        ),
    ]
